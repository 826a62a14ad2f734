import type { Allowance } from '../../platform/http/rate-limit.js';
import type { Held } from '../approvals/asking.js';
import type { Accepted } from '../planning/planner.js';
import type { AcceptedView } from './accepted.view.js';

/** What a sender is answered, and what they have left of this hour. */
export interface Sent {
  answer: AcceptedView;
  allowance: Allowance | undefined;
}

type Asked = Pick<AcceptedView['data'], 'scheduledFor' | 'warning'> & {
  channels: readonly AcceptedView['data']['channels'][number][];
};

/** What became of what was asked for. */
export function sentAs(accepted: Accepted, { channels, scheduledFor, warning }: Asked): Sent {
  const { messageId, recipientCount, lane, strategy, approval, allowance } = accepted;
  const answer = {
    success: true,
    message: approval ? waiting(approval) : 'Notifications queued for delivery',
    recipientCount,
    data: {
      eventId: messageId,
      recipientCount,
      channels: [...channels],
      lane,
      strategy,
      scheduledFor: approval ? null : scheduledFor,
      approval: approval ? ruleOf(approval) : null,
      warning,
    },
  };
  return { answer, allowance };
}

const ruleOf = ({ communityId, name, above }: Held) => ({ communityId, name, above });

const APPROVERS: Readonly<Record<Held['by'], string>> = {
  HEADS: 'another head of it',
  ADMINS: 'an ADMIN, because it has no other head',
  NOBODY: 'somebody else, and there is nobody who may: make somebody a head of it',
};

const waiting = ({ name, above, by }: Held) =>
  `More than ${above} people of ${name} are told only what two have agreed on. It waits for ${APPROVERS[by]}.`;
