/** Whether dates can be told in it. */
export function isTimezone(name: string): boolean {
  try {
    // The one way to ask: it takes names in any case, and what Intl.supportedValuesOf leaves out.
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}

/** One that nobody knows falls back to UTC: a wrong row must not cost its owner the words. */
export const timezoneOf = (name: string): string => (isTimezone(name) ? name : 'UTC');
