import { ValidateBy } from 'class-validator';
import { instantOf, NO_INSTANT } from '../platform/http/instant.js';

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
          ? NO_INSTANT
          : `$property must be in the future, at most ${YEARS_AHEAD} years ahead`,
    },
  });

function latest(): Date {
  const date = new Date();
  date.setUTCFullYear(date.getUTCFullYear() + YEARS_AHEAD);
  return date;
}
