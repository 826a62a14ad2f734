import { randomUUID } from 'node:crypto';
import { HttpProvider } from '../../src/delivery/channels/webhook/http.provider.js';
import { newSecret } from '../../src/delivery/channels/webhook/signature.js';
import { WebhookCalls } from '../../src/delivery/channels/webhook/webhook-calls.js';
import { WebhookSecrets } from '../../src/delivery/channels/webhook/webhook-secrets.js';
import { Database } from '../../src/platform/database/database.js';
import { testDatabase } from '../support/database.js';
import { answer, Endpoint } from '../support/endpoint.js';
import { testConfig, testProviders } from '../support/http-app.js';
import { outgoing } from '../support/outgoing.js';
import { providerContract, type Behaviour } from './provider-contract.js';

const BAD = '/bad';
const ANSWERS: Record<Behaviour, Endpoint['answering']> = {
  'takes-all': answer(200),
  'refuses-bad': (called, ...rest) => answer(called.path === BAD ? 410 : 200)(called, ...rest),
  busy: answer(503),
  // Whatever else is wrong may be mended; only who is gone refuses for ever.
  'refuses-all': answer(410),
  'asks-for-patience': answer(429, { 'retry-after': '7' }),
  silent: () => {},
  'hangs-up': (_called, _response, request) => request.socket.destroy(),
  babbles: (_called, _response, request) => request.socket.end('abracadabra\r\n\r\n'),
  'knows-us-not': answer(401),
};

providerContract('http', { tellsWhen: true, oneService: false }, async () => {
  const database = new Database((await testDatabase()).url);
  const endpoint = await Endpoint.open();
  const config = testConfig({ providers: testProviders({ webhooks: { allowedHosts: [endpoint.host] } }) });
  const secrets = new WebhookSecrets(config);
  const calls = new WebhookCalls(config);
  const owners = new Map<string, string>();
  for (const path of ['/good0', '/good1', '/good2', '/good3', '/good4', BAD]) {
    const owner = randomUUID();
    owners.set(path, owner);
    await database.query(
      'INSERT INTO webhook_endpoints (user_id, url, secrets_sealed) VALUES ($1, $2, ARRAY[$3])',
      [owner, endpoint.url(path), secrets.seal(newSecret())],
    );
  }
  const to = (path: string, place: number) =>
    outgoing({
      channel: 'WEBHOOK',
      to: owners.get(path) ?? '',
      deliveryId: `01937b6e-7c00-7000-8000-00000000000${place}`,
    });
  return {
    provider: new HttpProvider(config, database, calls, secrets),
    async behave(how) {
      endpoint.answering = ANSWERS[how];
      endpoint.calls.length = 0;
      await database.query('UPDATE webhook_endpoints SET disabled_at = NULL, disabled_because = NULL');
    },
    good: (place) => to(`/good${place}`, place),
    bad: () => to(BAD, 9),
    given: () => endpoint.calls.length,
    async close() {
      await calls.onApplicationShutdown();
      await database.onApplicationShutdown();
      await endpoint.close();
    },
  };
});
