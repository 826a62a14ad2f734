import { expect, test } from 'vitest';
import webPush from 'web-push';
import { Vapid } from './vapid.js';

const HOUR = 60 * 60 * 1_000;
const keys = { ...webPush.generateVAPIDKeys(), subject: 'mailto:us@example.test' };

test('a signature serves everything that goes to one push service, and none of another, for an hour', () => {
  const vapid = new Vapid(keys, webPush);
  const now = Date.now();
  const first = vapid.authorization('https://push.example.test/a', now);
  expect(vapid.authorization('https://push.example.test/b', now + HOUR - 1)).toBe(first);
  expect(vapid.authorization('https://push.example.test:8443/a', now)).not.toBe(first);
  expect(vapid.authorization('https://push.example.test/a', now + HOUR)).not.toBe(first);
});

test('keys that are none sign nothing', () => {
  const vapid = new Vapid({ ...keys, privateKey: 'none' }, webPush);
  expect(() => vapid.authorization('https://push.example.test/a')).toThrow(/private key/i);
});
