import type { Outgoing } from '../../src/delivery/channels/provider.js';
import { SandboxProvider } from '../../src/delivery/channels/sandbox/sandbox.provider.js';
import { Database } from '../../src/platform/database/database.js';
import type { Channel } from '../../src/notifications/vocabulary.js';
import { testDatabase } from '../support/database.js';
import { testConfig } from '../support/http-app.js';
import { outgoing } from '../support/outgoing.js';
import { providerContract } from './provider-contract.js';

const USER = '01937b6e-7c00-7000-8000-000000000009';
const TO: [Channel, string][] = [
  ['EMAIL', 'meera@example.test'],
  ['PUSH', USER],
  ['SMS', '+919876543210'],
  ['WHATSAPP', '+919876543210'],
  ['WEBHOOK', USER],
];

for (const [channel, to] of TO) {
  providerContract(`sandbox for ${channel}`, { tellsWhen: false, alone: true }, async () => {
    const database = new Database((await testDatabase()).url);
    let kept = 0;
    const count = async () => (await database.query('SELECT FROM sandbox_outbox')).length;
    const sandbox = new SandboxProvider(testConfig(), database);
    const item = (place: number): Outgoing =>
      outgoing({ channel, to, deliveryId: `01937b6e-7c00-7000-8000-00000000000${place}` });
    return {
      provider: {
        name: sandbox.name,
        channels: sandbox.channels,
        configured: sandbox.configured,
        async send(batch) {
          const before = await count();
          const outcomes = await sandbox.send(batch);
          kept = (await count()) - before;
          return outcomes;
        },
      },
      behave() {},
      good: item,
      bad: () => item(9),
      given: () => kept,
      close: () => database.onApplicationShutdown(),
    };
  });
}
