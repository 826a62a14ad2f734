import { useState } from 'react';
import { sentence } from '../api/sentence';
import type { Topic } from '../audience/saved';
import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { focusOnMount } from '../controls/focusOnMount';
import { Notice } from '../controls/Notice';
import { Writing } from '../controls/Writing';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { TopicForm } from './TopicForm';
import { useSaving } from './useSaving';
import { TOPICS_WORDS } from './words/words';

interface Props {
  readonly topic: Topic;
  readonly onOver: (outcome: string | null) => void;
}

export function ChangeTopic({ topic, onOver }: Props) {
  const w = useWords(TOPICS_WORDS);
  const path = `/api/topics/${encodeURIComponent(topic.name)}`;
  const [title, setTitle] = useState(topic.title);
  const [description, setDescription] = useState(topic.description ?? '');
  const [removing, setRemoving] = useState(false);
  const { save, busy, problem } = useSaving(path, 'PATCH', () => onOver(w.saved(title.trim())));

  if (removing) return <RemoveTopic topic={topic} path={path} onOver={onOver} />;
  return (
    <Dialog title={w.changeOf(topic.title)} onClose={() => onOver(null)}>
      <TopicForm
        label={w.save}
        busy={busy}
        problem={problem}
        shown={['title', 'description']}
        onSubmit={() => void save({ title: title.trim(), description: description.trim() || null })}
        onBack={() => onOver(null)}
      >
        <Writing
          label={w.title}
          value={title}
          onWrite={setTitle}
          required
          maxLength={100}
          error={problem?.about('title')}
        />
        <Writing
          label={w.description}
          value={description}
          onWrite={setDescription}
          rows={2}
          maxLength={500}
          error={problem?.about('description')}
        />
        <Button look="text" className="mx-0 -ml-2 text-bad" onClick={() => setRemoving(true)}>
          {w.remove}
        </Button>
      </TopicForm>
    </Dialog>
  );
}

function RemoveTopic({ topic, path, onOver }: Props & { readonly path: string }) {
  const { t } = useLanguage();
  const w = useWords(TOPICS_WORDS);
  const { number } = useFormat();
  const { save, busy, problem } = useSaving(path, 'DELETE', () => onOver(w.removed(topic.title)));
  return (
    <Dialog title={w.reallyRemove(topic.title)} onClose={() => onOver(null)}>
      <p>{w.removeLead(topic.followers, number(topic.followers))}</p>
      {problem !== null && <Notice tone="bad">{sentence(problem, t)}</Notice>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button ref={focusOnMount} onClick={() => onOver(null)}>
          {w.keep}
        </Button>
        <Button look="alarm" busy={busy} onClick={() => void save()}>
          {w.removeDo}
        </Button>
      </div>
    </Dialog>
  );
}
