import type { AddressFlaw } from '../../channels/provider.js';
import type { Flawed } from '../../suppress.sql.js';
import { emailIn } from '../addresses.js';
import { field, list, moment, text } from '../fields.js';
import type { News, Report } from '../news.js';
import { ourMessageId } from '../references.js';

type Told = Pick<News, 'reports' | 'flawed'>;

interface Kind {
  /** Where its details are. */
  in: string;
  recipients?: string;
  told: Report['told'];
  /** What it says about its recipients for ever. */
  flaw?: (details: unknown) => AddressFlaw | undefined;
}

/** What may come of a mailbox that is full, or of somebody's holidays, says nothing about the address. */
const KINDS = new Map<string | undefined, Kind>([
  ['Delivery', { in: 'delivery', told: 'DELIVERED' }],
  [
    'Bounce',
    {
      in: 'bounce',
      recipients: 'bouncedRecipients',
      told: 'FAILED',
      flaw: (bounce) => (field(bounce, 'bounceType') === 'Permanent' ? 'BOUNCED' : undefined),
    },
  ],
  [
    'Complaint',
    {
      in: 'complaint',
      recipients: 'complainedRecipients',
      // Who complains has got it.
      told: 'DELIVERED',
      flaw: (complaint) =>
        field(complaint, 'complaintFeedbackType') === 'not-spam' ? undefined : 'UNSUBSCRIBED',
    },
  ],
  ['Reject', { in: 'reject', told: 'FAILED' }],
]);

/** Both shapes of SES: of an identity's notifications and of a configuration set's events. Opens read nothing. */
export function toldBySes(message: unknown, publicUrl: string): Told {
  const what = text(message, 'notificationType') ?? text(message, 'eventType');
  const kind = KINDS.get(what);
  if (!kind) return { reports: [], flawed: [] };
  const details = field(message, kind.in);
  return { reports: reportOf(message, what, kind, publicUrl), flawed: flawedIn(details, kind) };
}

function reportOf(message: unknown, what: string | undefined, kind: Kind, publicUrl: string): Report[] {
  // SES gives every email an id of its own; ours is among its headers.
  const about = ourMessageId(messageIdIn(field(message, 'mail')), publicUrl);
  if (about === undefined) return [];
  const details = field(message, kind.in);
  const report = { ...about, told: kind.told, at: moment(details, 'timestamp') };
  if (kind.told !== 'FAILED') return [report];
  const type = [what, text(details, 'bounceType'), text(details, 'bounceSubType')].filter(Boolean).join('_');
  const [recipient] = list(details, 'bouncedRecipients');
  const error = text(recipient, 'diagnosticCode') ?? text(details, 'reason') ?? 'SES could not deliver it.';
  return [{ ...report, code: `SES_${type.toUpperCase().replace(/\W/g, '_')}`, error }];
}

function messageIdIn(mail: unknown): string | undefined {
  const header = list(mail, 'headers').find((each) => text(each, 'name')?.toLowerCase() === 'message-id');
  return text(mail, 'commonHeaders', 'messageId') ?? text(header, 'value');
}

function flawedIn(details: unknown, { recipients, flaw }: Kind): Flawed[] {
  const reason = flaw?.(details);
  if (recipients === undefined || reason === undefined) return [];
  return list(details, recipients).flatMap((each) => {
    const address = emailIn(text(each, 'emailAddress'));
    return address === undefined ? [] : [{ channel: 'EMAIL' as const, address, reason }];
  });
}
