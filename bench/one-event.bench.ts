import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { Database } from '../src/platform/database/database.js';
import { Events } from '../src/platform/events/events.js';
import { startApp } from '../test/support/app.js';
import { emptyRedis } from '../test/support/redis-database.js';
import { eventually } from '../test/support/eventually.js';
import { Nowhere } from './support/nowhere.js';
import { report } from './support/measure.js';
import { watchStatements } from './support/statements.js';

it('one event to one email, counted', async (context) => {
  const redisUrl = await emptyRedis();
  const app = await startApp({ REDIS_URL: redisUrl });
  const database = app.nest.get(Database);
  const [person] = await database.query<{ id: string }>(
    "SELECT id FROM users WHERE email = 'member@demo.munadi'",
  );
  new Nowhere(app.nest);
  const redis = new Redis(redisUrl);
  const jobsBefore = await jobs(redis);
  const seen = watchStatements();

  await database.prisma.$transaction((tx) =>
    app.nest.get(Events).emit(tx, 'event.approved', {
      eventId: '01937b6e-7c00-7000-8000-000000000001',
      title: 'Diwali gathering',
      startsAt: '2027-11-08T13:30:00.000Z',
      location: null,
      organizerId: person?.id ?? '',
      approvedById: person?.id ?? '',
      approvedByName: 'Asha Mehta',
    }),
  );
  await eventually(async () => {
    const rows = await app.sql(
      "SELECT FROM deliveries JOIN messages ON messages.id = message_id WHERE type = 'EVENT_APPROVAL' AND status = 'SENT'",
    );
    expect(rows).toHaveLength(2);
  });

  const ours = seen().filter((text) => !ofTheClock(text));
  const accepted = ours.findIndex((text) => /INSERT INTO messages/.test(text));
  const commit = ours.findIndex((text, place) => place > accepted && text === 'COMMIT');
  const after = ours.slice(commit + 1);
  report(context, {
    measure: 'SQL statements for one event to one email, after the accept',
    target: { atMost: 8 },
    value: after.length,
    each: [after.length],
    detail: `in the app and by email; the accept itself takes ${commit - accepted + 3} more: ${after.map((text) => text.trim().split(/\s+/, 2).join(' ')).join(', ')}`,
  });
  const made = (await jobs(redis)) - jobsBefore;
  redis.disconnect();
  report(context, {
    measure: 'jobs for one event to one email',
    target: { atMost: 1 },
    value: made,
    each: [made],
    detail: 'hints added to the lanes',
  });
});

/** What the clock asks every second, and once an hour, whether or not anything happens. */
const ofTheClock = (text: string) =>
  /WITH due AS \(\s*SELECT found|WITH lost AS|WITH forgotten AS|stalled|ensure_partitions|DELETE FROM (idempotency_keys|domain_events|digests|sandbox_outbox)|state = 'SCHEDULED'|FROM schedules|FROM messages\s+WHERE state = 'FANNING_OUT' AND progressed_at/.test(
    text,
  );

/** How many jobs the lanes have been given ever: BullMQ counts nothing else on its queues. */
async function jobs(redis: Redis): Promise<number> {
  const lengths = await Promise.all(
    ['critical', 'important', 'bulk'].map(async (lane) => {
      const events = await redis.xrange(`{munadi}:${lane}:events`, '-', '+');
      return events.filter(([, fields]) => fields[1] === 'added').length;
    }),
  );
  return lengths.reduce((sum, each) => sum + each, 0);
}
