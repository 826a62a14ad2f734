import { useEffect } from 'react';
import { TryIt } from '../events/TryIt';
import { unread } from '../feed/feed';
import { FeedPanel } from '../feed/FeedPanel';
import type { FeedDesk } from '../feed/useFeed';
import { Mailbox } from '../mailbox/Mailbox';
import { isAdmin, type SignedIn } from '../session/person';
import { Backstage } from './Backstage';

interface Props {
  readonly person: SignedIn;
  readonly desk: FeedDesk;
  /** On a phone there is room for one of them at a time; from tablets on both are side by side. */
  readonly part: 'feed' | 'try';
}

export function Home({ person, desk, part }: Props) {
  const count = unread(desk.feed);
  const news = desk.feed.arrivals.size;

  useEffect(() => {
    document.title = count > 0 ? `(${count}) Munadi` : 'Munadi';
    return () => {
      document.title = 'Munadi';
    };
  }, [count]);

  return (
    <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] items-start gap-6 max-md:pb-20 sm:p-4 md:grid-cols-[minmax(0,1fr)_20rem] md:p-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className={part === 'feed' ? '' : 'max-md:hidden'}>
        <FeedPanel desk={desk} />
      </div>
      <div className={`space-y-6 ${part === 'try' ? '' : 'max-md:hidden'}`}>
        <TryIt person={person} news={news} />
        <Backstage person={person} />
        {isAdmin(person) && <Mailbox news={news} />}
      </div>
    </div>
  );
}
