import type { ReactNode, SubmitEvent } from 'react';
import type { Problem } from '../api/problem';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useWords } from '../language/words';
import { TOPICS_WORDS } from './words/words';

interface Props {
  readonly label: string;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** The fields that show what is wrong with them by themselves. */
  readonly shown: readonly string[];
  readonly onSubmit: () => void;
  readonly onBack: () => void;
  readonly children: ReactNode;
}

export function TopicForm({ label, busy, problem, shown, onSubmit, onBack, children }: Props) {
  const { t } = useLanguage();
  const w = useWords(TOPICS_WORDS);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy) onSubmit();
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      {children}
      {problem !== null && (
        <Notice tone="bad">
          <strong className="font-medium">{w.notSaved}</strong> {sentence(problem, t)}
          {problem.besides(shown).map(({ path, message }) => (
            <p key={path}>
              {path}: {message}
            </p>
          ))}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onBack}>{t.cancel}</Button>
        <Button look="primary" type="submit" busy={busy}>
          {label}
        </Button>
      </div>
    </form>
  );
}
