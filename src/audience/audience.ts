import type { Role } from '../identity/roles.js';

/** Who joined the group itself; with `subgroups: true` everybody below it, too. */
export interface GroupItem {
  group: string;
  roles?: readonly Role[];
  subgroups?: true;
}

/** These people; with `sender: true` it is who sends it. */
export interface UsersItem {
  users: readonly string[];
  sender?: true;
}

/** Who follows the topic and still belongs to its group. */
export interface TopicItem {
  topic: string;
  topicId: string;
  group: string;
}

/** A saved audience as it was when the message was taken in: what becomes of it later changes nothing. */
export interface SavedItem extends Audience {
  saved: string;
  name: string;
}

/**
 * Those of an audience who have got none of the messages: by none of the channels has one left to them, nor will.
 * Also who has come into the audience since.
 */
export interface MissedItem extends Audience {
  missed: readonly string[];
  channels: readonly string[];
}

/** The people of a campaign's rows. */
export interface CampaignItem {
  campaign: string;
  /** Which column, from 0 on, is said to each of them under which name. */
  fills?: Readonly<Record<string, number>>;
}

export type AudienceItem = UsersItem | GroupItem | TopicItem | SavedItem | MissedItem | CampaignItem;

/** An explicit choice of people, as it is kept with the message. */
export interface Audience {
  include: readonly AudienceItem[];
  exclude?: readonly AudienceItem[];
}

export const theseUsers = (...users: string[]): Audience => ({ include: [{ users }] });

/** The groups that its people come from, those inside of saved ones too. */
export const groupsIncluded = ({ include }: Audience): string[] => [
  ...new Set(
    include.flatMap((item) => ('include' in item ? groupsIncluded(item) : 'group' in item ? item.group : [])),
  ),
];

/** The same of those people alone who are named one by one or in a list; undefined where nobody is. */
export function peopleNamed<Chosen extends Audience>(audience: Chosen): Chosen | undefined {
  const include = audience.include.flatMap((item): AudienceItem[] => {
    if (!('include' in item)) return 'users' in item || 'campaign' in item ? [item] : [];
    const inside = peopleNamed(item);
    return inside ? [inside] : [];
  });
  return include.length > 0 ? { ...audience, include } : undefined;
}

/** The campaign that its people come from, also those of it who are told again. */
export function campaignIn({ include }: Audience): CampaignItem | undefined {
  for (const item of include) {
    const found = 'campaign' in item ? item : 'include' in item ? campaignIn(item) : undefined;
    if (found) return found;
  }
  return undefined;
}

/**
 * The items between which it is told by which one somebody was chosen, in their order. Those who have missed
 * something, and a saved audience that stands alone, were chosen by what is inside.
 */
export function choices({ include }: Pick<Audience, 'include'>): readonly AudienceItem[] {
  const [only, ...others] = include;
  return only && others.length === 0 && 'include' in only ? choices(only) : include;
}

/** All groups that it names, also to leave them out, and inside of saved ones. */
export const groupsNamed = ({ include, exclude = [] }: Audience): string[] => [
  ...new Set(
    [...include, ...exclude].flatMap((item) =>
      'include' in item ? groupsNamed(item) : 'group' in item ? item.group : [],
    ),
  ),
];
