import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** The country of a number by its ISO 3166 code: IN. Undefined where it belongs to none, or to nobody. */
export const countryOf = (phone: string): string | undefined =>
  parsePhoneNumberFromString(phone, { extract: false })?.country;
