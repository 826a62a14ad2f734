import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';

/** Whom one writes to, one writes to again; past this the oldest are looked at once more. */
const REMEMBERED = 10_000;
const known = new Map<string, string | undefined>();

/** A number as the services want it, +14155550100; undefined where nobody can be reached by it. */
export function e164Of(phone: string): string | undefined {
  if (known.has(phone)) return known.get(phone);
  const read = readAs(phone);
  const e164 = read?.isValid() ? read.number : undefined;
  known.set(phone, e164);
  const oldest = known.keys().next();
  if (known.size > REMEMBERED && !oldest.done) known.delete(oldest.value);
  return e164;
}

/** The country of a number by its ISO 3166 code: IN. Undefined where it belongs to none, or to nobody. */
export const countryOf = (phone: string): string | undefined => readAs(phone)?.country;

/** Only with the code of its country: what it is without one depends on where it was written down. */
const readAs = (phone: string): PhoneNumber | undefined =>
  parsePhoneNumberFromString(phone, { extract: false });
