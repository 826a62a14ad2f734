import { expect, it } from 'vitest';
import { startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { notify, statuses } from '../support/notify.js';

interface Told {
  deliveries: { channel: string; cost: number | null }[];
  currency: string;
}

it('what was sent is priced, shown to whom it concerns and counted', { timeout: 60_000 }, async () => {
  const app = await startApp({ PRICES: 'SMS:0.5,SMS/sandbox:0.008,EMAIL:0.0001', CURRENCY: 'INR' });
  const one = await notify(app, 'member@demo.munadi', {
    channels: ['IN_APP', 'EMAIL', 'SMS', 'PUSH'],
    strategy: 'BROADCAST',
    content: { message: 'न'.repeat(135) },
  });
  await eventually(
    async () =>
      expect(await statuses(app, one)).toEqual({
        IN_APP: 'DELIVERED',
        EMAIL: 'SENT',
        SMS: 'SENT',
        PUSH: 'SUPPRESSED NO_ADDRESS',
      }),
    { timeout: 30_000 },
  );

  const member = await app.as('member@demo.munadi');
  const { body: told } = await member.get<Told>(`/api/notifications/${one.id}/delivery-status`);
  expect(Object.fromEntries(told.deliveries.map(({ channel, cost }) => [channel, cost]))).toEqual({
    IN_APP: 0,
    EMAIL: 0.0001,
    // Cut to one part.
    SMS: 0.008,
    PUSH: null,
  });
  expect(told.currency).toBe('INR');

  const admin = await app.as('admin@demo.munadi');
  const { body: message } = await admin.get(`/api/messages/${one.messageId}`);
  expect(message).toMatchObject({ cost: 0.0081, currency: 'INR' });
  expect((await app.anonymous.get('/metrics')).body).toContain(
    'munadi_cost_total{channel="SMS",provider="sandbox"} 0.008',
  );
});
