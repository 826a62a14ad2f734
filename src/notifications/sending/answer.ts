import type { Held } from '../approvals/asking.js';
import type { Accepted } from '../planning/planner.js';
import type { AcceptedView } from './accepted.view.js';

/** What its sender is told of a message that was taken in. */
export function answerOf(
  { messageId, recipientCount, lane, strategy, approval }: Accepted,
  { channels, scheduledFor, warning }: Pick<AcceptedView['data'], 'channels' | 'scheduledFor' | 'warning'>,
): AcceptedView {
  return {
    success: true,
    message: approval ? waiting(approval) : 'Notifications queued for delivery',
    recipientCount,
    data: {
      eventId: messageId,
      recipientCount,
      channels,
      lane,
      strategy,
      scheduledFor: approval ? null : scheduledFor,
      warning,
      approval: approval ? ruleOf(approval) : null,
    },
  };
}

const ruleOf = ({ communityId, name, above }: Held) => ({ communityId, name, above });

const APPROVERS: Readonly<Record<Held['by'], string>> = {
  HEADS: 'another head of it',
  ADMINS: 'an ADMIN, because it has no other head',
  NOBODY: 'somebody else, and there is nobody who may: make somebody a head of it',
};

const waiting = ({ name, above, by }: Held) =>
  `More than ${above} people of ${name} are told only what two have agreed on. It waits for ${APPROVERS[by]}.`;
