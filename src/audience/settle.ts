import type { Saved } from './asked.js';
import type { Audience, AudienceItem } from './audience.js';
import type { Choice, ChoiceItem } from './choice.js';
import type { TopicPlace } from './topics/topics.sql.js';

/** What the names in a choice stand for, now and for this sender. */
export interface Known {
  senderId: string;
  /** The group in which a role alone is meant, where there is such a role. */
  place: string | undefined;
  saved: ReadonlyMap<string, Saved>;
  topics: ReadonlyMap<string, TopicPlace>;
}

/** The audience as it is kept with a message: whatever becomes of a name later, this is whom it meant. */
export function settle({ include, exclude }: Choice, known: Known): Audience {
  const each = (item: ChoiceItem) => settleItem(item, known);
  return { include: include.map(each), ...(exclude.length > 0 && { exclude: exclude.map(each) }) };
}

function settleItem(item: ChoiceItem, known: Known): AudienceItem {
  if ('sender' in item) return { users: [known.senderId], sender: true };
  if ('role' in item) return { group: there(known.place), roles: [item.role], subgroups: true };
  if ('topic' in item) {
    const { id, groupId } = there(known.topics.get(item.topic));
    return { topic: item.topic, topicId: id, group: groupId };
  }
  if ('saved' in item) {
    const { id, name, audience } = there(known.saved.get(item.saved));
    return { saved: id, name, ...settle(audience, known) };
  }
  return item;
}

/** Who names what there is not was refused before. */
function there<T>(known: T | undefined): T {
  if (known === undefined) throw new Error('A name in an audience was not looked up before it was settled.');
  return known;
}
