import { isISO8601 } from 'class-validator';

const WITHOUT_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/** What a clock on a wall shows, wherever that wall is: a date and time without an offset. */
export function isWallTime(value: unknown): value is string {
  // Its own rules let 31 June roll over into July.
  return typeof value === 'string' && WITHOUT_OFFSET.test(value) && isISO8601(value, { strict: true });
}

const HOUR_MS = 3_600_000;

/** When it is shown first, at UTC+14, and last, at UTC−12. */
export function shownBetween(wallTime: string): { first: Date; last: Date } {
  const utc = Date.parse(`${wallTime}Z`);
  return { first: new Date(utc - 14 * HOUR_MS), last: new Date(utc + 12 * HOUR_MS) };
}
