import { expect, it } from 'vitest';
import { testConfig } from '../../../test/support/http-app.js';
import { outgoing } from '../../../test/support/outgoing.js';
import type { Channel } from '../../notifications/vocabulary.js';
import { pricesOf } from '../../platform/config/prices.js';
import { costOf } from './cost-of.js';

const prices = pricesOf(['SMS:0.008', 'SMS/msg91:0.002', 'EMAIL:0.0001', 'WHATSAPP/meta:1000']);

function cost(
  channel: Channel,
  provider: string,
  message = 'Hello',
  reported?: number,
  type = 'EMERGENCY_ALERT',
): number {
  if (typeof prices === 'string') throw new Error(prices);
  const config = testConfig({ costs: { currency: 'USD', prices } });
  return costOf(
    outgoing({ channel, type, link: null, said: { title: '', message } }),
    provider,
    config,
    reported,
  );
}

it.each<[string, number, number]>([
  ['an email', cost('EMAIL', 'smtp'), 100],
  ['a long email', cost('EMAIL', 'smtp', 'a'.repeat(1_000)), 100],
  ['an SMS', cost('SMS', 'twilio'), 8_000],
  ['an SMS by a provider of its own price', cost('SMS', 'msg91'), 2_000],
  ['an SMS of two parts', cost('SMS', 'twilio', 'a'.repeat(161)), 16_000],
  ['one in Hindi of three', cost('SMS', 'msg91', 'न'.repeat(135)), 6_000],
  ['one that was cut to one', cost('SMS', 'msg91', 'न'.repeat(135), undefined, 'GENERIC'), 2_000],
  ['one whose typography was made plain', cost('SMS', 'twilio', `“${'a'.repeat(150)}”`), 8_000],
  ['one whose provider says what it was', cost('SMS', 'twilio', 'a'.repeat(161), 7_000), 7_000],
  ['one whose provider says that it was nothing', cost('SMS', 'twilio', 'a', 0), 0],
  ['one whose provider says what cannot be', cost('SMS', 'twilio', 'a', -1), 8_000],
  ['the same', cost('SMS', 'twilio', 'a', NaN), 8_000],
  ['more than there is', cost('SMS', 'twilio', 'a', 1e12), 2_147_483_647],
  ['fractions of a millionth', cost('SMS', 'twilio', 'a', 7_000.4), 7_000],
  ['what only one provider has a price for', cost('WHATSAPP', 'meta'), 1_000_000_000],
  ['by another', cost('WHATSAPP', 'sandbox'), 0],
  ['what nobody has', cost('IN_APP', 'in-app'), 0],
])('%s', (_what, actual, expected) => {
  expect(actual).toBe(expected);
});
