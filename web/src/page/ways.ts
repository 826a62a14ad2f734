import type { Strings } from '../language/en';
import type { Page } from '../route/route';
import { mayAnnounce, type SignedIn } from '../session/person';

export interface Way {
  readonly to: string;
  readonly title: string;
  readonly icon: 'bell' | 'send' | 'list' | 'tag' | 'spark';
  /** The pages it stands for. */
  readonly pages: readonly Page[];
}

const SENT: readonly Page[] = ['messages', 'message', 'campaigns', 'campaign', 'approvals'];

/** Where somebody can go from anywhere. On a phone, trying things out is a place of its own. */
export function waysOf(person: SignedIn, t: Strings, { phone }: { phone: boolean }): readonly Way[] {
  const home: readonly Page[] = phone ? ['feed'] : ['feed', 'try'];
  return [
    { to: '/', title: t.feed.title, icon: 'bell', pages: home },
    ...(mayAnnounce(person)
      ? ([
          { to: '/announce', title: t.nav.announce, icon: 'send', pages: ['announce'] },
          { to: '/messages', title: t.nav.messages, icon: 'list', pages: SENT },
        ] as const)
      : []),
    { to: '/topics', title: t.nav.topics, icon: 'tag', pages: ['topics'] },
    ...(phone ? ([{ to: '/try', title: t.tryIt.title, icon: 'spark', pages: ['try'] }] as const) : []),
  ];
}
