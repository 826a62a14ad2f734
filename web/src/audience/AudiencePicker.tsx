import { Check } from '../controls/Check';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { audienceOf, WHO, type Choice, type Who } from './expression';
import { GroupTree } from './GroupTree';
import type { Topic } from './saved';
import { SaveChoice } from './SaveChoice';
import { SavedChoices } from './SavedChoices';
import type { Tree } from './scope';
import { useSaved } from './useSaved';
import { AUDIENCE_WORDS } from './words';

interface Props {
  readonly tree: Tree;
  readonly topics: readonly Topic[];
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
}

/** To whom: groups by their boxes, who of them, followers of topics, and choices saved before. */
export function AudiencePicker({ tree, topics, choice, onChoose }: Props) {
  const w = useWords(AUDIENCE_WORDS);
  const { number } = useFormat();
  const change = (part: Partial<Choice>) => onChoose({ ...choice, ...part });
  const saved = useSaved(tree, choice);
  const ticked = Object.keys(choice.marks).length > 0;

  return (
    <div className="space-y-4">
      <SavedChoices tree={tree} saved={saved} choice={choice} onChoose={onChoose} />
      <GroupTree tree={tree} marks={choice.marks} onMark={(marks) => change({ marks })} />
      {tree.byId.size > 1 && ticked && (
        <fieldset>
          <legend className="text-sm font-medium">{w.whoOf}</legend>
          <div className="flex flex-wrap gap-x-6">
            {(Object.keys(WHO) as Who[]).map((who) => (
              <Check key={who} radio="who" checked={choice.who === who} onChange={() => change({ who })}>
                {w.who[who]}
              </Check>
            ))}
          </div>
        </fieldset>
      )}
      {topics.length > 0 && (
        <fieldset>
          <legend className="text-sm font-medium">{w.topics}</legend>
          <div className="grid gap-x-6 sm:grid-cols-2">
            {topics.map(({ name, title, group, followers }) => (
              <Check
                key={name}
                checked={choice.topics.includes(name)}
                onChange={(on) => change({ topics: without(choice.topics, name, on) })}
                lead={`${group.name}, ${w.followers(number(followers))}`}
              >
                {title}
              </Check>
            ))}
          </div>
        </fieldset>
      )}
      <Check checked={choice.withoutMe} onChange={(withoutMe) => change({ withoutMe })}>
        {w.withoutMe}
      </Check>
      {saved.nameless && <SaveChoice audience={audienceOf(tree, choice)} onSaved={saved.reload} />}
    </div>
  );
}

const without = (names: readonly string[], name: string, on: boolean): readonly string[] => [
  ...names.filter((other) => other !== name),
  ...(on ? [name] : []),
];
