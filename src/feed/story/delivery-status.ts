import type { DeliveryRow } from './deliveries.sql.js';
import type { DeliveryView } from './delivery-status.dto.js';

/** A delivery in the words of the API. */
export function deliveryView(row: DeliveryRow, plannedAt: Date): DeliveryView {
  const {
    id,
    channel,
    status,
    attemptCount,
    digestClosesAt,
    sentAt,
    deliveredAt,
    error,
    reason,
    provider,
    cost,
  } = row;
  return {
    id,
    channel,
    status,
    attemptCount,
    scheduledFor: scheduledFor(row, plannedAt),
    digestClosesAt,
    sentAt,
    deliveredAt,
    error,
    reason,
    provider,
    cost,
  };
}

/** The moment it waits for; later, the one it had waited for, if planning had put it off at all. */
function scheduledFor({ status, dueAt, readyAt }: DeliveryRow, plannedAt: Date): Date | null {
  if (status === 'SCHEDULED' || status === 'RETRYING') return dueAt;
  return readyAt > plannedAt ? readyAt : null;
}
