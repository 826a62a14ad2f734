import { FcmServer, refusal, taken, type FcmAnswer, type Given } from '../support/push/fcm-server.js';
import { peopleWithDevices } from '../support/push/people.js';
import { outgoing } from '../support/outgoing.js';
import { providerContract, type Behaviour } from './provider-contract.js';

providerContract('fcm', { tellsWhen: true }, async () => {
  const server = await FcmServer.start();
  const people = await peopleWithDevices();
  const good = await Promise.all(
    Array.from({ length: 5 }, (_, place) => people.person(['ANDROID', `good-token-${place}`])),
  );
  const bad = await people.person(['IOS', 'bad-token']);
  const provider = server.provider(people.reach);
  let how: Behaviour = 'takes-all';
  let before = 0;

  const invalid = () => refusal(400, 'INVALID_ARGUMENT', 'INVALID_ARGUMENT');
  const ANSWERS: Record<Behaviour, (given: Given) => FcmAnswer | 'nothing' | 'the line is cut'> = {
    'takes-all': taken,
    'refuses-bad': ({ token }) => (token === 'bad-token' ? invalid() : taken()),
    busy: () => refusal(503, 'UNAVAILABLE', 'UNAVAILABLE'),
    'refuses-all': invalid,
    'asks-for-patience': () =>
      refusal(429, 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED', { headers: { 'retry-after': '7' } }),
    silent: () => 'nothing',
    'hangs-up': () => 'the line is cut',
    babbles: () => ({ status: 200, body: '<html>abracadabra</html>' }),
    'knows-us-not': () => refusal(401, 'UNAUTHENTICATED'),
  };
  server.answer = (given, response) => {
    const answer = ANSWERS[how](given);
    if (answer === 'the line is cut') response.socket?.destroy();
    return typeof answer === 'string' ? undefined : answer;
  };

  return {
    provider,
    behave(next) {
      how = next;
      before = server.given.length;
    },
    good: (place) =>
      outgoing({
        channel: 'PUSH',
        to: good[place]!,
        deliveryId: `01937b6e-7c00-7000-8000-00000000000${place}`,
      }),
    bad: () => outgoing({ channel: 'PUSH', to: bad }),
    given: () => server.given.length - before,
    close: async () => {
      await provider.onApplicationShutdown();
      await server.close();
    },
  };
});
