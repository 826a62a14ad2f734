import { expect, it } from 'vitest';
import { startApp } from '../support/app.js';
import { describeOnEachBackend } from '../support/backends.js';
import { eventually } from '../support/eventually.js';
import { idOf } from '../support/notify.js';
import { MunadiProcess } from '../support/process.js';

const MEMBER = 'member@demo.munadi';
const COUNT = 20;

describeOnEachBackend('what quiet hours have held', (backend) => {
  it(
    'leaves in the order of its messages, over lanes and workers, one of which dies',
    { timeout: 150_000 },
    async () => {
      const environment = await backend.environment();
      const app = await startApp({ ...environment, MUNADI_ROLE: 'api' });
      const secrets = {
        JWT_SECRET: 'only for tests, and long enough to be one',
        ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
        LOG_LEVEL: 'silent',
      };
      const workers = await Promise.all(
        [1, 2].map(() => MunadiProcess.start({ ...environment, ...secrets, MUNADI_ROLE: 'worker' })),
      );
      await Promise.all(workers.map((worker) => worker.ready()));

      // All of them end at once, in whatever order the lanes have them.
      await app.sql(
        `WITH said AS (
         INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, content)
         SELECT 'ANNOUNCEMENT', 'MEMBER', '{}', '{SMS}', 'HIGH', (ARRAY['important', 'bulk', 'critical'])[1 + place % 3]::lane,
                'BROADCAST', 'COMPLETED', jsonb_build_object('message', 'Number ' || place)
           FROM generate_series(1, $2) AS place
         RETURNING id, lane
       ), noted AS (
         INSERT INTO notifications (message_id, user_id) SELECT id, $1 FROM said RETURNING message_id, id
       )
       INSERT INTO deliveries (message_id, notification_id, channel, lane, status, held, batch, ready_at, due_at)
       SELECT message_id, noted.id, 'SMS', lane, 'SCHEDULED', true, 0, now(), now() FROM noted JOIN said ON said.id = message_id`,
        [await idOf(app, MEMBER), COUNT],
      );
      const left = async () => {
        const rows = await app.sql<{ body: string }>(
          `SELECT body FROM sandbox_outbox WHERE channel = 'SMS' ORDER BY id`,
        );
        return rows.map(({ body }) => Number(body.replace('📢 Number ', '')));
      };

      await eventually(async () => expect((await left()).length).toBeGreaterThanOrEqual(5), {
        timeout: 60_000,
      });
      await workers[0]?.end('SIGKILL');
      await eventually(
        async () => {
          // What it had in hand; it need not take a minute.
          await app.sql(
            `UPDATE deliveries SET lease_until = now() - interval '1 second'
            WHERE status = 'SENDING' AND lease_until < now() + interval '57 seconds'`,
          );
          const rest = await app.sql(`SELECT FROM deliveries WHERE status NOT IN ('SENT', 'UNKNOWN')`);
          expect(rest).toHaveLength(0);
        },
        { timeout: 90_000, every: 250 },
      );
      const order = await left();
      expect(order).toEqual([...new Set(order)].toSorted((one, other) => one - other));
      // Of the one that it had in hand nobody knows.
      expect(order.length).toBeGreaterThanOrEqual(COUNT - 1);
      await workers[1]?.end();
      await app.close();
    },
  );
});
