import type { Topic } from '../audience/saved';

export interface TopicGroup {
  readonly id: string;
  readonly name: string;
  readonly topics: readonly Topic[];
}

/** By group; the groups by name, and the topics of each by what they are called. */
export function byGroup(topics: readonly Topic[], locale?: string): readonly TopicGroup[] {
  const collator = new Intl.Collator(locale);
  return [...Map.groupBy(topics, ({ group }) => group.id).values()]
    .flatMap((of) => {
      const [first] = of;
      if (first === undefined) return [];
      return { ...first.group, topics: of.toSorted((a, b) => collator.compare(a.title, b.title)) };
    })
    .toSorted((a, b) => collator.compare(a.name, b.name));
}

/** How it looks the moment the switch is pressed, before the server has answered. */
export function asWished(topic: Topic, following: boolean | null): Topic {
  if (following === null || following === topic.following) return topic;
  return { ...topic, following, followers: Math.max(0, topic.followers + (following ? 1 : -1)) };
}

const LONGEST_NAME = 50;
const SHORTEST_NAME = 3;

/** What it is called in programs and addresses, from its title. A title in another script gives none. */
export function nameFrom(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replaceAll(/^-+|-+$/g, '');
  return plain.length < SHORTEST_NAME ? '' : plain;
}
