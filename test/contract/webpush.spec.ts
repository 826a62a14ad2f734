import { accepted, PushService, type PushAnswer, type Pushed } from '../support/push/push-service.js';
import { peopleWithDevices } from '../support/push/people.js';
import { outgoing } from '../support/outgoing.js';
import { providerContract, type Behaviour } from './provider-contract.js';

providerContract('webpush', { tellsWhen: true, oneService: false }, async () => {
  const service = await PushService.start();
  const people = await peopleWithDevices();
  const good = await Promise.all(
    Array.from({ length: 5 }, (_, place) => people.person(['WEB', service.subscribe(`good-${place}`)])),
  );
  const bad = await people.person(['WEB', service.subscribe('bad')]);
  const provider = service.provider(people.reach);
  let how: Behaviour = 'takes-all';
  let before = 0;

  const ANSWERS: Record<Behaviour, (pushed: Pushed) => PushAnswer | 'nothing' | 'the line is cut'> = {
    'takes-all': accepted,
    'refuses-bad': ({ browser }) => (browser === 'bad' ? { status: 413 } : accepted()),
    busy: () => ({ status: 503 }),
    'refuses-all': () => ({ status: 400, body: 'Invalid crypto headers' }),
    'asks-for-patience': () => ({ status: 429, headers: { 'retry-after': '7' } }),
    silent: () => 'nothing',
    'hangs-up': () => 'the line is cut',
    babbles: () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' }),
    'knows-us-not': () => ({ status: 403, body: 'The VAPID credentials are not those of the subscription.' }),
  };
  service.answer = (pushed, response) => {
    const answer = ANSWERS[how](pushed);
    if (answer === 'the line is cut') response.socket?.destroy();
    return typeof answer === 'string' ? undefined : answer;
  };

  return {
    provider,
    behave(next) {
      how = next;
      before = service.pushed.length;
    },
    good: (place) =>
      outgoing({
        channel: 'PUSH',
        to: good[place]!,
        deliveryId: `01937b6e-7c00-7000-8000-00000000000${place}`,
      }),
    bad: () => outgoing({ channel: 'PUSH', to: bad }),
    given: () => service.pushed.length - before,
    close: async () => {
      await provider.onApplicationShutdown();
      await service.close();
    },
  };
});
