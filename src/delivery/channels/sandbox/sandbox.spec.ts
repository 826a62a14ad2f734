import { expect, it } from 'vitest';
import { testConfig } from '../../../../test/support/http-app.js';
import { outgoing } from '../../../../test/support/outgoing.js';
import type { Database } from '../../../platform/database/database.js';
import { SandboxProvider } from './sandbox.provider.js';

it('shows an SMS and a WhatsApp message as they would have left, and none to a number that nobody has', async () => {
  const written: unknown[][] = [];
  const query = (_sql: string, values: unknown[]) => Promise.resolve(written.push(values));
  const sandbox = new SandboxProvider(testConfig(), { query } as unknown as Database);
  const outcomes = await sandbox.send([
    outgoing({ channel: 'SMS', to: '+919876543210' }),
    outgoing({ channel: 'SMS', to: '12345' }),
    outgoing({ channel: 'WHATSAPP', to: '+919876543210' }),
  ]);
  expect(outcomes).toMatchObject([
    { kind: 'sent' },
    { kind: 'nowhere', reason: 'INVALID_ADDRESS' },
    { kind: 'sent' },
  ]);
  const [channels, , subjects, bodies, , headers] = written[0] ?? [];
  expect(channels).toEqual(['SMS', 'WHATSAPP']);
  expect(subjects).toEqual([null, null]);
  expect(bodies).toEqual([
    '📅 It is approved.\nhttp://localhost/events/7',
    '*Approved*\nIt is approved.\n\nhttp://localhost/events/7',
  ]);
  expect(headers).toEqual(['{"Encoding":"UCS-2","Segments":"1"}', '{}']);
});
