import { impossible } from '../../platform/errors/app-error.js';
import type { NotificationType } from '../types.js';

/** Each time an emergency is confirmed by somebody who has seen whom it goes to. */
export function refuseUnlessRecurring(type: NotificationType): void {
  if (type !== 'EMERGENCY_ALERT') return;
  throw impossible('emergency-not-scheduled', 'An EMERGENCY_ALERT goes at once, and is never scheduled.', {
    errors: [{ path: 'notification.type', message: 'must not be EMERGENCY_ALERT' }],
  });
}
