import type { PlanningMessage } from './planning-message.js';

type Bind = (value: unknown) => string;
type Stepping = Pick<PlanningMessage, 'experiment' | 'timings' | 'channels'>;

/** Which timing a person of an experiment has: the same one in all its messages, whoever plans them. */
export function variantOf({ experiment, timings }: Stepping, bind: Bind): string {
  if (experiment === null) return 'NULL::text';
  const names = `${bind(timings.map(({ name }) => name))}::text[]`;
  const hash = `hashtextextended(user_id::text, hashtextextended(${bind(experiment)}::text, 0)) & ${2 ** 31 - 1}`;
  return `(${names})[1 + (${hash}) % ${timings.length}]`;
}

/** The channels of a message, with the place and the wait that each has in each variant. */
export function ways({ experiment, timings, channels }: Stepping, bind: Bind): string {
  const rows = timings.flatMap(({ name, delays }) =>
    channels.map((channel, place) => ({
      variant: experiment === null ? null : name,
      channel,
      number: place + 1,
      delay: delays[place] ?? 0,
    })),
  );
  const column = (name: keyof (typeof rows)[number]) => bind(rows.map((row) => row[name]));
  return `SELECT * FROM unnest(${column('variant')}::text[], ${column('channel')}::channel[], ${column('number')}::int[], ${column('delay')}::int[])
            AS ways(variant, channel, number, delay)`;
}

/**
 * The seconds a channel waits for its person, over `judged`. Where a step cannot reach them the next ones move
 * up, so that nobody waits for nothing: the first step that can takes the time of the first, and so on.
 */
export function waiting({ timings }: Stepping): string {
  const later = timings.some(({ delays }) => new Set(delays.filter((delay) => delay > 0)).size > 1);
  if (!later) return 'delay';
  const steps =
    'ARRAY(SELECT DISTINCT delay FROM ways WHERE ways.variant IS NOT DISTINCT FROM judged.variant AND delay > 0 ORDER BY delay)';
  return `CASE WHEN delay = 0 OR reason IS NOT NULL THEN delay
               ELSE (${steps})[dense_rank() OVER (PARTITION BY id, delay > 0 AND reason IS NULL ORDER BY delay)] END`;
}
