import { useState } from 'react';
import { useFetched } from '../api/useFetched';
import type { Scope } from '../audience/scope';
import { Choosing } from '../controls/Choosing';
import { Dialog } from '../controls/Dialog';
import { Fold } from '../controls/Fold';
import { Writing } from '../controls/Writing';
import { useLanguage } from '../language/language';
import { formatLocale } from '../language/strings';
import { useWords } from '../language/words';
import { indented } from './groups';
import { nameFrom } from './topic';
import { TopicForm } from './TopicForm';
import { useSaving } from './useSaving';
import { TOPICS_WORDS } from './words/words';

/** A title in another script gives no name of Latin letters; then it is one that only programs read. */
const someName = () => `topic-${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36) ?? ''}`;

interface Props {
  /** With what has become of it; null when nothing has. */
  readonly onOver: (outcome: string | null) => void;
}

export function OpenTopic({ onOver }: Props) {
  const { language } = useLanguage();
  const w = useWords(TOPICS_WORDS);
  const { data: scopes } = useFetched<Scope[]>('/api/audiences/scopes');
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [ownName, setOwnName] = useState<string | null>(null);
  const [fallback] = useState(someName);
  const groups = indented(scopes ?? [], formatLocale(language));
  const group = chosen ?? (groups.length === 1 ? groups[0]?.id : undefined) ?? '';
  const name = ownName ?? (title.trim() === '' ? '' : nameFrom(title) || fallback);
  const { save, busy, problem } = useSaving('/api/topics', 'POST', () => onOver(w.opened(title.trim())));

  return (
    <Dialog title={w.openTitle} onClose={() => onOver(null)}>
      <TopicForm
        label={w.openDo}
        busy={busy}
        problem={problem}
        shown={['title', 'description', 'group', 'name']}
        onSubmit={() =>
          void save({ name, title: title.trim(), description: description.trim() || null, group })
        }
        onBack={() => onOver(null)}
      >
        <Writing
          label={w.title}
          value={title}
          onWrite={setTitle}
          required
          maxLength={100}
          placeholder={w.titleSample}
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
        <Choosing
          label={w.group}
          value={group}
          onChoose={setChosen}
          required
          hint={w.groupHint}
          error={problem?.about('group')}
        >
          <option value="">{w.chooseGroup}</option>
          {groups.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </Choosing>
        <Fold title={w.name} aside={name} open={problem !== null}>
          <Writing
            label={w.name}
            bare
            value={name}
            onWrite={setOwnName}
            required
            maxLength={50}
            hint={w.nameHint}
            error={problem?.about('name')}
          />
        </Fold>
      </TopicForm>
    </Dialog>
  );
}
