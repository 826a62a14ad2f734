import { isISO8601, ValidateBy } from 'class-validator';

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
/** Further ahead it is a slip of the finger. */
const YEARS_AHEAD = 10;

/** A moment that is the same everywhere, and still to come. */
export const IsFutureInstant = () =>
  ValidateBy({
    name: 'isFutureInstant',
    validator: {
      validate: (value: unknown) => {
        const instant = instantOf(value);
        return instant !== undefined && instant > new Date() && instant < latest();
      },
      defaultMessage: (args) =>
        instantOf(args?.value) === undefined
          ? '$property must be a date and time with an offset, like 2030-01-31T18:30:00+05:30'
          : `$property must be in the future, at most ${YEARS_AHEAD} years ahead`,
    },
  });

function instantOf(value: unknown): Date | undefined {
  if (typeof value !== 'string' || !WITH_OFFSET.test(value)) return undefined;
  // Its own rules let 31 June roll over into July.
  if (!isISO8601(value, { strict: true })) return undefined;
  const instant = new Date(value);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function latest(): Date {
  const date = new Date();
  date.setUTCFullYear(date.getUTCFullYear() + YEARS_AHEAD);
  return date;
}
