import type { Tree } from '../audience/scope';
import { audienceOf } from '../audience/expression';
import type { Draft } from './draft';

export type Lack = 'audience' | 'message' | 'translation' | 'channel' | 'time' | 'past' | 'link';

/** What is still to be done before it can be sent, the first first. */
export function missing(draft: Draft, tree: Tree, now: number): readonly Lack[] {
  const lacks: Record<Lack, boolean> = {
    message: draft.message.trim() === '',
    translation: Object.values(draft.locales).some(
      ({ subject, message }) => subject.trim() !== '' && message.trim() === '',
    ),
    link: draft.link.trim() !== '' && !isLink(draft.link.trim()),
    audience: audienceOf(tree, draft.choice).include.length === 0,
    channel: !draft.emergency && draft.channels.length === 0,
    time: !draft.emergency && draft.when !== 'now' && draft.at === '',
    // In other timezones the day may be further on, so a time of day for each is left to the server.
    past: !draft.emergency && draft.when === 'moment' && draft.at !== '' && Date.parse(draft.at) < now,
  };
  return (Object.keys(lacks) as Lack[]).filter((lack) => lacks[lack]);
}

/** A place of our own, or one that says openly that it is another: what the server takes, too. */
function isLink(link: string): boolean {
  if (/[\s\\]/.test(link)) return false;
  return /^\/(?!\/)/.test(link) || URL.parse(link)?.protocol === 'https:';
}
