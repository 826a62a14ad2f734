import { memo, useRef } from 'react';
import type { Problem } from '../api/problem';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Icon } from '../controls/Icon';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { wordFor } from '../language/strings';
import { Link } from '../route/Link';
import { routeOf } from '../route/route';
import { Ago } from '../time/Moment';
import type { FeedItem } from './notification';
import { Reach } from './Reach';

interface Props {
  readonly item: FeedItem;
  readonly justArrived: boolean;
  readonly refused: Problem | undefined;
  readonly onRead: (item: FeedItem) => void;
}

const URGENCY: Readonly<Record<string, string>> = {
  CRITICAL: 'bg-bad-wash text-bad',
  HIGH: 'bg-warn-wash text-warn',
};

export const FeedRow = memo(function FeedRow({ item, justArrived, refused, onRead }: Props) {
  const { t } = useLanguage();
  const link = safeLink(item.link);
  const urgency = URGENCY[item.priority];
  const row = useRef<HTMLElement>(null);
  const markRead = () => {
    if (item.read) return;
    // The button is about to go; somebody walking by keyboard goes on from here.
    row.current?.focus({ preventScroll: true });
    onRead(item);
  };

  return (
    <li className={`grid grid-rows-[1fr] border-t border-line ${justArrived ? 'animate-arrive' : ''}`}>
      <article
        ref={row}
        tabIndex={-1}
        className={`min-h-0 -outline-offset-2 overflow-hidden px-4 py-3 ${item.read ? '' : 'bg-hover'}`}
      >
        <div className="flex gap-3">
          <span
            aria-hidden="true"
            className={`mt-2 size-2 shrink-0 rounded-full ${item.read ? '' : 'bg-accent'}`}
          />
          <div className="min-w-0 flex-1">
            <p className="flex items-baseline gap-2 text-sm text-soft">
              {urgency !== undefined && (
                <span className={`rounded-sm px-2 font-medium ${urgency}`}>
                  {wordFor(t.priorities, item.priority)}
                </span>
              )}
              <span className="min-w-0 flex-1 truncate">{wordFor(t.types, item.type)}</span>
              <Ago at={item.createdAt} />
            </p>
            <h3 className={`mt-1 ${item.read ? '' : 'font-semibold'}`}>
              {!item.read && <span className="sr-only">{t.feed.isUnread}: </span>}
              {item.title}
            </h3>
            <p className="text-sm whitespace-pre-line text-soft">{item.message}</p>
            <div className="mt-1 flex flex-wrap items-center gap-x-4 text-sm">
              <Reach channels={item.channels} />
              <span className="-mb-1 ml-auto flex min-h-8 items-center gap-4 empty:hidden">
                {!item.read && (
                  <Button look="text" onClick={markRead}>
                    {t.feed.markRead}
                    <span className="sr-only">: {item.title}</span>
                  </Button>
                )}
                {link !== null && <Onward link={link} title={item.title} onFollow={markRead} />}
              </span>
            </div>
            {refused !== undefined && (
              <div className="mt-2">
                <Notice
                  tone="bad"
                  action={
                    <Button look="text" onClick={markRead}>
                      {t.tryAgain}
                    </Button>
                  }
                >
                  <strong className="font-medium">{t.feed.readRefused}</strong> {sentence(refused, t)}
                </Notice>
              </div>
            )}
          </div>
        </div>
      </article>
    </li>
  );
});

interface Leads {
  readonly link: string;
  readonly title: string;
  readonly onFollow: () => void;
}

/** To a page of the console in this tab, to everything else in one of its own. */
function Onward({ link, title, onFollow }: Leads) {
  const { t } = useLanguage();
  const look = 'inline-flex min-h-8 items-center gap-1 font-medium text-accent hover:underline';
  const { origin, pathname, search } = new URL(link);
  const words = (
    <>
      {t.feed.open}
      <span className="sr-only">: {title}</span>
    </>
  );
  if (origin === location.origin && routeOf(pathname).page !== 'nowhere') {
    return (
      <Link to={pathname + search} onClick={onFollow} className={look}>
        {words}
        <Icon name="right" className="size-4" />
      </Link>
    );
  }
  return (
    <a href={link} target="_blank" rel="noopener noreferrer" onClick={onFollow} className={look}>
      {words}
      <Icon name="out" className="size-4" />
    </a>
  );
}

/** A message's author chooses its link: only web addresses are followed. */
function safeLink(link: string | null): string | null {
  if (!link) return null;
  const target = URL.parse(link, location.origin);
  return target?.protocol === 'https:' || target?.protocol === 'http:' ? target.href : null;
}
