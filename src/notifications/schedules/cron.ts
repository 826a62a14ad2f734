import { CronExpressionParser, type CronExpression } from 'cron-parser';

const NUMBERS = /^[\d*,/-]+$/;
const FIELDS = [
  { name: 'minute', allowed: NUMBERS },
  { name: 'hour', allowed: NUMBERS },
  { name: 'day of the month', allowed: NUMBERS },
  { name: 'month', allowed: /^([\d*,/-]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)+$/ },
  { name: 'day of the week', allowed: /^([\d*,/-]|SUN|MON|TUE|WED|THU|FRI|SAT)+$/ },
] as const;

const fieldsOf = (text: string): string[] => text.trim().toUpperCase().split(/\s+/);

/** One way to write it. */
export const cronOf = (text: string): string => fieldsOf(text).join(' ');

/** Why nobody can go by it; nothing where one can. Whether its days ever come is another question. */
export function flawOfCron(text: string): string | undefined {
  const fields = fieldsOf(text);
  if (fields.length !== FIELDS.length) {
    return `$property must have five fields, ${FIELDS.map(({ name }) => name).join(', ')}, like 0 9 * * MON`;
  }
  const wrong = FIELDS.findIndex(({ allowed }, place) => {
    const field = fields[place] ?? '';
    return !allowed.test(field) || !isReadable(FIELDS.map((_, other) => (other === place ? field : '*')));
  });
  const { name } = FIELDS[wrong] ?? {};
  if (name) return `$property: its ${name} cannot be read: ${fields[wrong]}`;
  const [minute = ''] = fields;
  if (CronExpressionParser.parse(`${minute} * * * *`).fields.minute.values.length > 1) {
    return `$property must name one minute, for at most one message an hour, like 0 in 0 9-17 * * *: ${minute}`;
  }
  return undefined;
}

function isReadable(fields: readonly string[]): boolean {
  try {
    CronExpressionParser.parse(fields.join(' '));
    return true;
  } catch {
    return false;
  }
}

/**
 * The next moments that it names after one, by the clocks of a timezone. What summer time leaves out comes as much
 * later, midnight as well; what is shown twice comes the first time. None where its days never come.
 */
export function occurrencesAfter(cron: string, timezone: string, after: Date, count: number): Date[] {
  // Each of its fields can be read; what is wrong then is a day that its month does not have.
  if (!isReadable([cron])) return [];
  const wall = wallIn(timezone);
  // What the clocks show is reckoned without a timezone: in one, a day that begins at 1:00 would be passed over.
  const currentDate = new Date(wall.shownAt(after.getTime()) - DAY_MS);
  const expression = CronExpressionParser.parse(cron, { currentDate, tz: 'UTC' });
  if (neverComes(expression)) return [];
  const moments: Date[] = [];
  for (let last = after.getTime(); moments.length < count;) {
    const [shown] = expression.take(1);
    if (!shown) break;
    const at = wall.instantOf(shown.getTime());
    if (at <= last) continue;
    moments.push(new Date(at));
    last = at;
  }
  return moments;
}

const DAY_MS = 86_400_000;

/** What clocks show in a timezone, and when; what they show is written as if it were UTC. */
function wallIn(timeZone: string) {
  // In Swedish as 2030-12-31 09:00:00.
  const format = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const shownAt = (at: number) => Date.parse(`${format.format(at).replace(' ', 'T')}Z`);
  const aheadAt = (at: number) => shownAt(at) - at;
  return {
    shownAt,
    instantOf(shown: number): number {
      const byOldOffset = shown - aheadAt(shown - DAY_MS);
      const byNewOffset = shown - aheadAt(shown + DAY_MS);
      return shownAt(byOldOffset) !== shown && shownAt(byNewOffset) === shown ? byNewOffset : byOldOffset;
    },
  };
}

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The search would give up after a quarter of a second, in which this process does nothing else. */
const neverComes = ({ fields: { dayOfMonth, dayOfWeek, month } }: CronExpression): boolean =>
  dayOfWeek.isWildcard &&
  month.values.every((each) =>
    dayOfMonth.values.every((day) => Number(day) > (LONGEST_MONTHS[each - 1] ?? 0)),
  );

export const nextAfter = (cron: string, timezone: string, after: Date): Date | undefined =>
  occurrencesAfter(cron, timezone, after, 1)[0];
