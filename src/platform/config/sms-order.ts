/** By whom an SMS goes, in order of preference. */
export interface SmsOrder {
  usual: readonly string[];
  /** By ISO 3166 code, where numbers of a country have an order of their own. */
  byCountry: ReadonlyMap<string, readonly string[]>;
}

export const SMS_SERVICES: readonly string[] = ['twilio', 'msg91', 'sns'];

/** The order, or a sentence that says what is wrong: `twilio,sns;IN:msg91,twilio`. */
export function smsOrderOf(text: string): SmsOrder | string {
  let usual: readonly string[] = [];
  const byCountry = new Map<string, readonly string[]>();
  for (const part of text.split(';')) {
    const [, country, names = ''] = /^\s*(?:([A-Za-z]{2})\s*:)?([^:]*)$/.exec(part) ?? [];
    const order = names.split(',').flatMap((name) => name.trim().toLowerCase() || []);
    if (order.length === 0) return `"${part}" must name providers, like twilio,msg91 or IN:msg91,twilio`;
    const stranger = order.find((name) => !SMS_SERVICES.includes(name));
    if (stranger !== undefined)
      return `"${stranger}" is none that sends SMS: take ${SMS_SERVICES.join(', ')}`;
    if (new Set(order).size < order.length) return `"${part}" names one twice`;
    if (country === undefined) usual = order;
    else byCountry.set(country.toUpperCase(), order);
  }
  return { usual: usual.length > 0 ? usual : SMS_SERVICES, byCountry };
}
