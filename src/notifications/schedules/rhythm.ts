import { impossible } from '../../platform/errors/app-error.js';
import { cronOf, nextAfter } from './cron.js';
import type { Rhythm } from './schedules.sql.js';

/** From now on by this rhythm; refused where nothing would ever come of it. */
export function beginRhythm(cron: string, timezone: string, endsAt: Date | null, now: Date): Rhythm {
  const nextAt = nextAfter(cron, timezone, now);
  if (!nextAt) throw inVain('cron', `There is no such day: ${cronOf(cron)} never comes.`);
  return endingAt({ cron: cronOf(cron), timezone, nextAt, endsAt: null }, endsAt, now);
}

export function endingAt(rhythm: Rhythm, endsAt: Date | null, now: Date): Rhythm {
  if (endsAt && endsAt <= now) throw inVain('endsAt', 'endsAt is in the past.');
  if (endsAt && endsAt < rhythm.nextAt) {
    throw inVain('endsAt', `endsAt is before the first occurrence, ${rhythm.nextAt.toISOString()}.`);
  }
  return { ...rhythm, endsAt };
}

const inVain = (path: string, detail: string) =>
  impossible('schedule-in-vain', detail, { errors: [{ path, message: detail }] });
