import { lazy, Suspense, type ReactNode } from 'react';
import type { FeedDesk } from '../feed/useFeed';
import { useLanguage } from '../language/language';
import type { Page, Route } from '../route/route';
import { mayAnnounce, type SignedIn } from '../session/person';
import { Home } from './Home';
import { NotYours, Nowhere } from './DeadEnds';
import { Stumble } from './Stumble';

const AnnouncePage = lazy(async () => ({ default: (await import('../announce/AnnouncePage')).AnnouncePage }));
const MessagesPage = lazy(async () => ({ default: (await import('../messages/MessagesPage')).MessagesPage }));
const MessagePage = lazy(async () => ({ default: (await import('../messages/MessagePage')).MessagePage }));
const CampaignsPage = lazy(async () => ({
  default: (await import('../campaigns/CampaignsPage')).CampaignsPage,
}));
const CampaignPage = lazy(async () => ({
  default: (await import('../campaigns/CampaignPage')).CampaignPage,
}));
const TopicsPage = lazy(async () => ({ default: (await import('../topics/TopicsPage')).TopicsPage }));
const ApprovalsPage = lazy(async () => ({
  default: (await import('../approvals/ApprovalsPage')).ApprovalsPage,
}));

interface Props {
  readonly route: Route;
  readonly person: SignedIn;
  readonly desk: FeedDesk;
}

/** Everything but the feed is fetched when it is first looked at: a member never loads a head's pages. */
export function Content({ route, person, desk }: Props) {
  return (
    <Stumble key={route.page}>
      <Suspense fallback={<Coming />}>{pageOf(route, person, desk)}</Suspense>
    </Stumble>
  );
}

/**
 * The server decides what somebody may do; the page only spares them a dead end. Who was a head once may still
 * follow what they sent.
 */
const FOR_EVERYBODY: readonly Page[] = ['feed', 'try', 'topics', 'messages', 'message', 'nowhere'];

function pageOf(route: Route, person: SignedIn, desk: FeedDesk): ReactNode {
  if (!mayAnnounce(person) && !FOR_EVERYBODY.includes(route.page)) return <NotYours />;
  switch (route.page) {
    case 'feed':
    case 'try':
      return <Home person={person} desk={desk} part={route.page} />;
    case 'announce':
      return <AnnouncePage />;
    case 'messages':
      return <MessagesPage />;
    case 'message':
      return <MessagePage key={route.id} id={route.id} />;
    case 'campaigns':
      return <CampaignsPage />;
    case 'campaign':
      return <CampaignPage key={route.id} id={route.id} />;
    case 'topics':
      return <TopicsPage />;
    case 'approvals':
      return <ApprovalsPage />;
    case 'nowhere':
      return <Nowhere />;
  }
}

function Coming() {
  const { t } = useLanguage();
  return <output className="block px-4 py-16 text-center text-sm text-soft">{t.loading}</output>;
}
