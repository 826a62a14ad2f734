import type { Role } from '../../identity/roles.js';
import { forbidden } from '../../platform/errors/app-error.js';
import { mandatoryChannels, type NotificationType } from '../types.js';

const OVER_EVERYBODY: readonly Role[] = ['ADMIN', 'COMMUNITY_HEAD', 'COMMUNITY_SUBHEAD'];

/** A type that reaches people whatever they chose is for those who answer for a whole community. */
export const maySend = (type: NotificationType, role: Role): boolean =>
  mandatoryChannels(type).length === 0 || OVER_EVERYBODY.includes(role);

export function refuseUnlessMaySend(type: NotificationType, role: Role): void {
  if (role === 'MEMBER') throw forbidden('Only an ADMIN or a head may send messages.');
  if (maySend(type, role)) return;
  throw forbidden(
    `A ${type} reaches people whatever they chose; only ${OVER_EVERYBODY.join(', ')} may send one.`,
  );
}
