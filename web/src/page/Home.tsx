import { useEffect, useState } from 'react';
import { TryIt } from '../events/TryIt';
import { unread } from '../feed/feed';
import { FeedPanel } from '../feed/FeedPanel';
import { useFeed } from '../feed/useFeed';
import { useLanguage } from '../language/language';
import { Mailbox } from '../mailbox/Mailbox';
import { isAdmin } from '../session/person';
import type { Session } from '../session/session';
import { Backstage } from './Backstage';
import { Tabs, type Tab } from './Tabs';
import { TopBar } from './TopBar';

export function Home({ session }: { readonly session: Session }) {
  const { t } = useLanguage();
  const { person } = session;
  const desk = useFeed(session);
  const [tab, setTab] = useState<Tab>('feed');
  const count = unread(desk.feed);
  const news = desk.feed.arrivals.size;

  useEffect(() => {
    document.title = count > 0 ? `(${count}) Munadi` : 'Munadi';
    return () => {
      document.title = 'Munadi';
    };
  }, [count]);

  const choose = (chosen: Tab) => {
    setTab(chosen);
    scrollTo({ top: 0 });
  };
  const onPhone = (which: Tab) => (tab === which ? '' : 'max-md:hidden');

  return (
    <>
      <a
        href="#feed"
        className="sr-only z-30 rounded-md bg-surface px-4 py-2 focus:not-sr-only focus:absolute focus:m-2"
      >
        {t.skip}
      </a>
      <TopBar person={person} connection={desk.connection} />
      <main className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] items-start gap-6 max-md:pb-20 sm:p-4 md:grid-cols-[minmax(0,1fr)_20rem] md:p-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div id="feed" tabIndex={-1} className={`outline-none ${onPhone('feed')}`}>
          <FeedPanel desk={desk} />
        </div>
        <div className={`space-y-6 ${tab === 'feed' ? 'max-md:hidden' : ''}`}>
          <div className={`space-y-6 ${onPhone('tryIt')}`}>
            <TryIt person={person} news={news} />
            <Backstage person={person} />
          </div>
          {isAdmin(person) && (
            <div className={onPhone('mailbox')}>
              <Mailbox news={news} />
            </div>
          )}
        </div>
      </main>
      <Tabs
        tabs={isAdmin(person) ? ['feed', 'tryIt', 'mailbox'] : ['feed', 'tryIt']}
        current={tab}
        unread={count}
        onChoose={choose}
      />
    </>
  );
}
