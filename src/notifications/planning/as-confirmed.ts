import { conflict } from '../../platform/errors/app-error.js';

const TOLERATED_SHARE = 0.1;
const TOLERATED_PEOPLE = 5;

/** Whether an audience has grown so much that its sender should look at it again. */
export const hasGrown = (confirmed: number, now: number): boolean =>
  now - confirmed > Math.max(TOLERATED_PEOPLE, confirmed * TOLERATED_SHARE);

export function refuseUnlessConfirmed(confirmed: number, now: number): void {
  if (!hasGrown(confirmed, now)) return;
  throw conflict(
    `You have confirmed it for ${confirmed} people, and by now it would go to ${now}. Nothing was sent: ask POST /audiences/preview again.`,
  );
}
