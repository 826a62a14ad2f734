import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { SmtpFallbackProvider } from '../../src/delivery/channels/email/smtp-fallback.provider.js';
import { SmtpProvider } from '../../src/delivery/channels/email/smtp.provider.js';
import { testConfig, testProviders } from '../support/http-app.js';
import { outgoing } from '../support/outgoing.js';
import { providerContract, type Behaviour, type Subject } from './provider-contract.js';

const refuse = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

/** The second server is one like the first. */
const BY = { smtp: SmtpProvider, fallback: SmtpFallbackProvider };

for (const which of ['smtp', 'fallback'] as const) {
  providerContract(which, { tellsWhen: false }, () => start(which));
}

async function start(which: keyof typeof BY): Promise<Subject> {
  let how: Behaviour = 'takes-all';
  let given = 0;
  // What answers nonsense with success, as the protocol knows it, is a server that is no SMTP server.
  const REFUSALS: Partial<Record<Behaviour, Error>> = {
    busy: refuse(451, 'Try again later'),
    'asks-for-patience': refuse(421, 'Too many messages'),
    'refuses-all': refuse(550, 'No such user'),
    babbles: refuse(999, 'abracadabra'),
  };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onAuth: (_auth, _session, done) =>
      how === 'knows-us-not' ? done(refuse(535, 'Not you')) : done(null, { user: 'us' }),
    onRcptTo({ address }, _session, done) {
      const bad = how === 'refuses-bad' && address.startsWith('bad');
      done(REFUSALS[how] ?? (bad ? refuse(550, 'No such user') : undefined));
    },
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => {
        given++;
        if (how === 'silent') return;
        if (how === 'hangs-up') server.connections.forEach((each) => each.close());
        else done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const smtp = { host: '127.0.0.1', port, secure: false, user: 'us', pass: 'secret', pool: 2 };
  let provider = providerOn();

  function providerOn() {
    const email = { ...testProviders().email, [which]: smtp };
    return new BY[which](testConfig({ providers: testProviders({ email }) }));
  }
  return {
    get provider() {
      return provider;
    },
    behave(next) {
      // Who has signed in once is known; a server that forgets us is met by new connections.
      if (next === 'knows-us-not' || how === 'knows-us-not') {
        void provider.onApplicationShutdown();
        provider = providerOn();
      }
      how = next;
      given = 0;
    },
    good: (place) =>
      outgoing({
        to: `good${place}@example.test`,
        deliveryId: `01937b6e-7c00-7000-8000-00000000000${place}`,
      }),
    bad: () => outgoing({ to: 'bad@example.test' }),
    given: () => given,
    close: async () => {
      await provider.onApplicationShutdown();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}
