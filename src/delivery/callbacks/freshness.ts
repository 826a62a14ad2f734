/** SendGrid tries for a day to tell us something, and does not say whether it signs anew each time. */
const OLDEST_MS = 25 * 60 * 60 * 1_000;
const CLOCKS_DIFFER_MS = 5 * 60 * 1_000;

/** Whether something was signed so recently that it is no recording. What is repeated within that time changes nothing. */
export function isFresh(signedAt: Date | null, now = Date.now()): boolean {
  const age = now - (signedAt?.getTime() ?? NaN);
  return age <= OLDEST_MS && age >= -CLOCKS_DIFFER_MS;
}
