import type { DeadCause } from '../../platform/queues/hints.js';
import type { Finished } from '../finish.sql.js';
import type { Reaped } from '../reap.sql.js';

/** Why deliveries of a batch were given up, each cause once. */
export function deadCauses(finished: readonly Finished[]): DeadCause[] {
  return distinctCauses(
    finished
      .filter(({ finish }) => finish.status === 'FAILED')
      .map(({ delivery, provider, finish }) => ({
        messageId: delivery.messageId,
        channel: delivery.channel,
        status: 'FAILED',
        errorCode: finish.errorCode ?? 'UNSAID',
        provider,
        attempts: delivery.attempt,
      })),
  );
}

/** The same of what no worker came back from. */
export function lostCauses(reaped: readonly Reaped[]): DeadCause[] {
  return distinctCauses(
    reaped.flatMap(({ messageId, channel, status, attempts }) =>
      status === 'PENDING'
        ? []
        : [{ messageId, channel, status, errorCode: 'LOST', provider: null, attempts }],
    ),
  );
}

export const distinctCauses = (causes: readonly DeadCause[]): DeadCause[] => [
  ...new Map(causes.map((cause) => [JSON.stringify(cause), cause])).values(),
];
