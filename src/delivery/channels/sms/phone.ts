import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';

/** A number as the services want it, +14155550100; undefined where nobody can be reached by it. */
export function e164Of(phone: string): string | undefined {
  const read = readAs(phone);
  return read?.isValid() ? read.number : undefined;
}

/** The country of a number by its ISO 3166 code: IN. Undefined where it belongs to none, or to nobody. */
export const countryOf = (phone: string): string | undefined => readAs(phone)?.country;

/** Only with the code of its country: what it is without one depends on where it was written down. */
const readAs = (phone: string): PhoneNumber | undefined =>
  parsePhoneNumberFromString(phone, { extract: false });
