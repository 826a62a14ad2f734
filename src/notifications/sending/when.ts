import { ValidateBy, type ValidationArguments } from 'class-validator';
import { impossible } from '../../platform/errors/app-error.js';
import { instantOf } from '../../platform/http/instant.js';
import { notRight } from '../../platform/http/validation.js';
import { isWallTime, shownBetween } from '../../platform/http/wall-time.js';

/** As it was asked for. */
export interface AskedWhen {
  scheduledFor?: string | null;
  inRecipientTimezone?: boolean | null;
}

/** One moment for all, or one time of day for each; at once where it is neither. */
export interface When {
  scheduledFor?: Date;
  localTime?: string;
}

/** Clocks differ a little, and a call takes a while. */
const TOLERANCE_MS = 60_000;
const YEAR_MS = 366 * 86_400_000;

export function whenOf({ scheduledFor, inRecipientTimezone }: AskedWhen, now: Date): When {
  if (scheduledFor == null) {
    if (!inRecipientTimezone) return {};
    throw notRight([
      { path: 'scheduledFor', message: `must be given with inRecipientTimezone: ${WALL_TIME}` },
    ]);
  }
  const localTime = inRecipientTimezone ? scheduledFor : undefined;
  const { first, last } = localTime === undefined ? oneMoment(scheduledFor) : shownBetween(localTime);
  if (!first || !last) throw new Error(`${scheduledFor} has not been validated`);
  if (last.getTime() - now.getTime() < -TOLERANCE_MS) {
    throw unscheduled(`scheduledFor is in the past${localTime === undefined ? '' : ' in every timezone'}.`);
  }
  if (first.getTime() - now.getTime() > YEAR_MS) {
    throw unscheduled('scheduledFor is more than a year ahead.');
  }
  if (localTime !== undefined) return { localTime };
  return first > now ? { scheduledFor: first } : {};
}

/** The first moment that it can leave; null for at once. */
export function firstMoment({ scheduledFor, localTime }: When, now: Date): Date | null {
  if (localTime === undefined) return scheduledFor ?? null;
  const { first } = shownBetween(localTime);
  return first > now ? first : null;
}

function oneMoment(text: string): { first?: Date; last?: Date } {
  const at = instantOf(text);
  return { first: at, last: at };
}

const unscheduled = (detail: string) =>
  impossible('schedule-out-of-range', detail, {
    errors: [{ path: 'scheduledFor', message: 'must be in the future, and at most a year ahead' }],
  });

const INSTANT = 'a date and time with an offset, like 2030-01-31T18:30:00+05:30';
const WALL_TIME = 'a date and time without an offset, like 2030-01-31T09:00';

/** A moment that is the same everywhere, or with `inRecipientTimezone` what each clock is to show. */
export const IsSendTime = () =>
  ValidateBy({
    name: 'isSendTime',
    validator: {
      validate: (value: unknown, args) =>
        isForEach(args) ? isWallTime(value) : instantOf(value) !== undefined,
      defaultMessage: (args) => {
        if (isForEach(args)) {
          return `$property must be ${WALL_TIME}, because inRecipientTimezone is true: all get it when their own clocks show it`;
        }
        return isWallTime(args?.value)
          ? `$property must be ${INSTANT}; or say "inRecipientTimezone": true, and all get it when their own clocks show it`
          : `$property must be ${INSTANT}`;
      },
    },
  });

const isForEach = (args?: ValidationArguments): boolean =>
  args !== undefined && (args.object as AskedWhen).inRecipientTimezone === true;
