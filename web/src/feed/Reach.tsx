import { useLanguage } from '../language/language';
import { wordFor } from '../language/strings';
import type { DeliveryStatus, FeedItem } from './notification';

const TONES: Record<DeliveryStatus, string> = {
  SCHEDULED: 'text-soft',
  PENDING: 'text-soft',
  SENDING: 'text-soft',
  RETRYING: 'text-warn',
  SENT: 'text-good',
  DELIVERED: 'text-good',
  FAILED: 'text-bad',
  CANCELLED: 'text-soft',
  SUPPRESSED: 'text-warn',
  UNKNOWN: 'text-warn',
};

/** How else the same news travels. That it is in the app needs no words: it is being read there. */
export function Reach({ channels }: { readonly channels: FeedItem['channels'] }) {
  const { t } = useLanguage();
  const elsewhere = channels.filter(({ channel }) => channel !== 'IN_APP');
  if (elsewhere.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-4">
      {elsewhere.map(({ channel, status }) => (
        <li key={channel} className="text-soft">
          {wordFor(t.channels, channel)} <span className={TONES[status]}>{wordFor(t.statuses, status)}</span>
        </li>
      ))}
    </ul>
  );
}
