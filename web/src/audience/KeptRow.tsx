import { useState, type SubmitEvent } from 'react';
import { asProblem, type Problem } from '../api/problem';
import type { Call } from '../api/request';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { focusOnMount } from '../controls/focusOnMount';
import { Notice } from '../controls/Notice';
import { Writing } from '../controls/Writing';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { useSession } from '../session/session';
import type { Saved } from './saved';
import { savedInShort } from './savedInShort';
import type { Tree } from './scope';
import { SAVED_PATH } from './useSaved';
import { AUDIENCE_WORDS } from './words';

interface Props {
  readonly tree: Tree;
  readonly saved: Saved;
  readonly onChanged: () => void;
  readonly onForgotten: () => void;
}

export function KeptRow({ tree, saved, onChanged, onForgotten }: Props) {
  const { t } = useLanguage();
  const w = useWords(AUDIENCE_WORDS);
  const format = useFormat();
  const { api } = useSession();
  const [doing, setDoing] = useState<'nothing' | 'renaming' | 'forgetting'>('nothing');
  const [name, setName] = useState(saved.name);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const act = async (call: Pick<Call, 'method' | 'body'>, done: () => void) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await api(`${SAVED_PATH}/${encodeURIComponent(saved.id)}`, call);
      setDoing('nothing');
      done();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  const rename = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void act({ method: 'PUT', body: { name: name.trim(), audience: saved.audience } }, onChanged);
  };
  const back = () => {
    setName(saved.name);
    setProblem(null);
    setDoing('nothing');
  };

  return (
    <li className="space-y-2 px-3 py-2 text-sm">
      {doing === 'renaming' ? (
        <form onSubmit={rename} className="flex flex-wrap items-end gap-2">
          <Writing
            label={w.newName}
            value={name}
            onWrite={setName}
            required
            maxLength={100}
            className="min-w-40 flex-1"
          />
          <Button type="submit" look="primary" busy={busy}>
            {w.renameDo}
          </Button>
          <Button onClick={back}>{t.cancel}</Button>
        </form>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
          <div className="min-w-0">
            <p className="font-medium">{doing === 'forgetting' ? w.reallyForget(saved.name) : saved.name}</p>
            <p className="text-soft">{savedInShort(saved.audience, tree, t.roles, w, format)}</p>
          </div>
          {doing === 'forgetting' ? (
            <div className="flex gap-2">
              <Button ref={focusOnMount} onClick={back}>
                {w.keepIt}
              </Button>
              <Button
                look="alarm"
                busy={busy}
                aria-label={w.forget(saved.name)}
                onClick={() => void act({ method: 'DELETE' }, onForgotten)}
              >
                {w.forgetDo}
              </Button>
            </div>
          ) : (
            <div className="flex gap-4">
              <Button look="text" aria-label={w.rename(saved.name)} onClick={() => setDoing('renaming')}>
                {w.renameDo}
              </Button>
              <Button look="text" aria-label={w.forget(saved.name)} onClick={() => setDoing('forgetting')}>
                {w.forgetDo}
              </Button>
            </div>
          )}
        </div>
      )}
      {problem !== null && <Notice tone="bad">{problem.about('name') ?? sentence(problem, t)}</Notice>}
    </li>
  );
}
