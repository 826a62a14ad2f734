/** How many a second may leave by a provider, of all processes together. */
export type SendRates = ReadonlyMap<string, number>;

const ENTRY = /^([a-z0-9-]+):(\d{1,6}(?:\.\d{1,3})?)$/;

/** The rates, or a sentence that says what is wrong with the first that is not right. */
export function sendRatesOf(entries: readonly string[]): SendRates | string {
  const rates = new Map<string, number>();
  for (const entry of entries) {
    const [, provider = '', rate = ''] = ENTRY.exec(entry.toLowerCase()) ?? [];
    if (provider === '') return `"${entry}" must be provider:number, like twilio:10`;
    if (Number(rate) === 0) return `"${entry}" would let nothing leave`;
    if (rates.has(provider)) return `${provider} has two rates`;
    rates.set(provider, Number(rate));
  }
  return rates;
}
