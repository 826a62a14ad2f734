import { useRef, useState, type SubmitEvent } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { newIdempotencyKey } from '../api/request';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { Writing } from '../controls/Writing';
import { useLanguage } from '../language/language';
import { useWords } from '../language/words';
import { useSession } from '../session/session';
import type { Audience } from './expression';
import { AUDIENCE_WORDS } from './words';

interface Props {
  readonly audience: Audience;
  readonly onSaved: () => void;
}

/** Gives the choice a name; it belongs to no form around it. */
export function SaveChoice({ audience, onSaved }: Props) {
  const { t } = useLanguage();
  const w = useWords(AUDIENCE_WORDS);
  const { api } = useSession();
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const key = useRef(newIdempotencyKey());

  const save = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy || name.trim() === '') return;
    setBusy(true);
    try {
      await api('/api/audiences/saved', {
        method: 'POST',
        body: { name: name.trim(), audience },
        idempotencyKey: key.current,
      });
      onSaved();
    } catch (thrown) {
      key.current = newIdempotencyKey();
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };

  if (!naming) {
    return (
      <Button look="text" onClick={() => setNaming(true)}>
        {w.save}
      </Button>
    );
  }
  return (
    <form onSubmit={(event) => void save(event)} className="space-y-2">
      <div className="flex items-end gap-2">
        <Writing
          label={w.saveAs}
          value={name}
          onWrite={setName}
          required
          maxLength={100}
          className="flex-1"
        />
        <Button type="submit" busy={busy} className="mb-0">
          {w.saveDo}
        </Button>
        <Button look="text" className="mx-0" onClick={() => setNaming(false)}>
          {t.cancel}
        </Button>
      </div>
      {problem !== null && <Notice tone="bad">{problem.about('name') ?? sentence(problem, t)}</Notice>}
    </form>
  );
}
