import { describe, expect, it } from 'vitest';
import type { Channel } from '../../notifications/vocabulary.js';
import { smsOrderOf } from '../../platform/config/sms-order.js';
import { inOrder } from './order.js';
import type { Provider } from './provider.js';

const named = (name: string): Provider => ({
  name,
  channels: [],
  configured: true,
  send: () => Promise.resolve([]),
});

const ordered = (channel: Channel, names: string[], sms = 'twilio,msg91,sns', to: string | null = null) => {
  const order = smsOrderOf(sms);
  if (typeof order === 'string') throw new Error(order);
  return inOrder(channel, names.map(named), order, to).map(({ name }) => name);
};

describe('the order of providers', () => {
  it('has the fallback of email after what it stands in for', () => {
    expect(ordered('EMAIL', ['smtp-fallback', 'mine', 'smtp'])).toEqual(['smtp', 'smtp-fallback', 'mine']);
    expect(ordered('WEBHOOK', ['b', 'a'])).toEqual(['b', 'a']);
  });

  it.each<[string, string, string | null, string[]]>([
    ['as it is set', 'sns,twilio', null, ['sns', 'twilio']],
    ['by the country of the number', 'twilio,sns;IN:msg91,twilio', '+919876543210', ['msg91', 'twilio']],
    ['the usual one for other countries', 'twilio,sns;IN:msg91', '+14155550100', ['twilio', 'sns']],
    ['the usual one for what is no number', 'twilio,sns;IN:msg91', 'nonsense', ['twilio', 'sns']],
  ])('of SMS is %s', (_what, sms, to, expected) => {
    expect(ordered('SMS', ['twilio', 'msg91', 'sns'], sms, to)).toEqual(expected);
  });

  it('has an SMS service that cannot be named in the settings after the others', () => {
    expect(ordered('SMS', ['mine', 'sns', 'twilio'], 'twilio')).toEqual(['twilio', 'mine']);
  });
});
