import { isISO8601, ValidateBy } from 'class-validator';

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
export const NO_INSTANT = '$property must be a date and time with an offset, like 2030-01-31T18:30:00+05:30';

/** A moment that is the same everywhere. */
export const IsInstant = () =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value: unknown) => instantOf(value) !== undefined,
      defaultMessage: () => NO_INSTANT,
    },
  });

export function instantOf(value: unknown): Date | undefined {
  if (typeof value !== 'string' || !WITH_OFFSET.test(value)) return undefined;
  // Its own rules let 31 June roll over into July.
  if (!isISO8601(value, { strict: true })) return undefined;
  const instant = new Date(value);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}
