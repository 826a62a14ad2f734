import { Icon } from '../controls/Icon';
import { useLanguage } from '../language/language';

const ICONS = { feed: 'bell', tryIt: 'spark', mailbox: 'mail' } as const;
export type Tab = keyof typeof ICONS;

interface Props {
  readonly tabs: readonly Tab[];
  readonly current: Tab;
  readonly unread: number;
  readonly onChoose: (tab: Tab) => void;
}

/** On a phone there is room for one thing at a time; from tablets on, all are side by side and this is hidden. */
export function Tabs({ tabs, current, unread, onChoose }: Props) {
  const { t } = useLanguage();
  return (
    <nav className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          aria-current={tab === current ? 'page' : undefined}
          onClick={() => onChoose(tab)}
          className={`relative flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center px-1 text-xs -outline-offset-2 ${tab === current ? 'font-semibold text-accent' : 'text-soft'}`}
        >
          <span className="relative">
            <Icon name={ICONS[tab]} />
            {tab === 'feed' && unread > 0 && (
              <span className="absolute -top-1 left-3 min-w-4 rounded-full bg-accent px-1 text-center text-xs leading-4 font-semibold text-on-accent tabular-nums">
                {unread > 99 ? '99+' : unread}
              </span>
            )}
          </span>
          <span className="max-w-full truncate">{t[tab].title}</span>
        </button>
      ))}
    </nav>
  );
}
