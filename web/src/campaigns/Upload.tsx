import { useRef, useState, type DragEvent, type SubmitEvent } from 'react';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { Panel } from '../controls/Panel';
import { Writing } from '../controls/Writing';
import { useLanguage } from '../language/language';
import { useWords } from '../language/words';
import { go } from '../route/address';
import { flawOfFile, nameOfFile } from './file';
import { FileSize, OnItsWay } from './OnItsWay';
import { useUpload } from './useUpload';
import { CAMPAIGN_WORDS } from './words/words';

/** A file is chosen or dropped, given a name, and sent; then its own page says what was found in it. */
export function Upload() {
  const { t } = useLanguage();
  const w = useWords(CAMPAIGN_WORDS);
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const { upload, stop, sent, problem, forget } = useUpload(({ id }) =>
    go(`/campaigns/${encodeURIComponent(id)}`),
  );
  const flaw = file === null ? null : flawOfFile(file);

  const take = (chosen: File | undefined) => {
    if (chosen === undefined || sent !== null) return;
    setFile(chosen);
    setName(nameOfFile(chosen.name));
    forget();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (file !== null && flaw === null) void upload(file, name.trim());
  };

  return (
    <Panel title={w.upload} lead={w.uploadLead}>
      {/* A file may be dropped anywhere on it; the button does the same for everybody else. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        onSubmit={submit}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className="space-y-4 px-4 pb-4"
      >
        <div
          className={`flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-dashed px-4 py-4 ${over ? 'border-accent bg-accent-wash' : 'border-edge'}`}
        >
          <input
            ref={picker}
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            aria-label={w.choose}
            tabIndex={-1}
            className="sr-only"
            onChange={(change) => {
              take(change.target.files?.[0]);
              // The same file chosen again, mended meanwhile, is to be noticed.
              change.target.value = '';
            }}
          />
          <Button disabled={sent !== null} onClick={() => picker.current?.click()}>
            {file === null ? w.choose : w.chooseOther}
          </Button>
          <p className="min-w-0 text-sm text-soft">
            {over && w.dropNow}
            {!over && file === null && <span className="pointer-coarse:hidden">{w.drop}</span>}
            {!over && file !== null && (
              <>
                <span className="font-medium break-all text-ink">{file.name}</span>{' '}
                <FileSize bytes={file.size} />
              </>
            )}
          </p>
        </div>
        {flaw !== null && <Notice tone="warn">{w.fileFlaws[flaw]}</Notice>}
        {problem !== null && (
          <Notice tone="bad">
            <strong className="font-medium">{w.notTaken}</strong>{' '}
            {problem.status === 0 ? w.brokeOff : sentence(problem, t)}
            {problem.besides(['name']).map(({ path, message }) => (
              <p key={path}>
                {path}: {message}
              </p>
            ))}
          </Notice>
        )}
        {file !== null && sent !== null && <OnItsWay sent={sent} of={file.size} onStop={stop} />}
        {file !== null && flaw === null && sent === null && (
          <div className="flex flex-wrap items-end gap-3">
            <Writing
              label={w.name}
              value={name}
              onWrite={setName}
              required
              maxLength={200}
              error={problem?.about('name')}
              className="min-w-56 flex-1"
            />
            <Button look="primary" type="submit">
              {w.uploadDo}
            </Button>
          </div>
        )}
      </form>
    </Panel>
  );
}
