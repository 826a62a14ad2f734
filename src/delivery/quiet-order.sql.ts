import { LANE_SETTINGS, type Lane } from '../platform/queues/lanes.js';

/** Nobody looks further ahead than this; who is further behind looks again. */
const LOOKED_AT = 30;
/** A step waits for a week at most, and quiet hours for a day. */
const HELD_FOR_DAYS = 8;

/**
 * How many are on their way before a delivery of what quiet hours have held: earlier messages of the same person
 * and channel that were held as well and should have left by now. What failed, or waits for a retry, keeps nobody.
 * For queries over `due` that have joined its `notifications`; only what was held pays for it.
 *
 * It waits for half of what its lane promises at most, because the others may be in a lane that nobody serves.
 * Indexes: notifications_unread_idx, deliveries_pkey.
 */
export const aheadOf = (lane: Lane): string =>
  `CASE WHEN due.held AND due.ready_at > now() - interval '${LANE_SETTINGS[lane].slaMs / 2} milliseconds' THEN (
     SELECT count(*)::int FROM (
       SELECT FROM notifications AS earlier
        CROSS JOIN LATERAL (
          SELECT held, status, ready_at FROM deliveries
           WHERE deliveries.message_id = earlier.message_id AND deliveries.notification_id = earlier.id
             AND deliveries.channel = due.channel OFFSET 0) AS its
        WHERE earlier.user_id = notifications.user_id AND earlier.read_at IS NULL AND earlier.archived_at IS NULL
          AND earlier.message_id < due.message_id
          AND earlier.id >= uuidv7_floor(now() - interval '${HELD_FOR_DAYS} days')
          AND its.held AND its.status IN ('SCHEDULED', 'PENDING', 'SENDING') AND its.ready_at <= now()
        LIMIT ${LOOKED_AT}) AS those)
   ELSE 0 END`;
