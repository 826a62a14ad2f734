import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Callbacks } from '../support/callbacks.js';
import { inbound, meta, twilio } from '../support/signed-callbacks.js';

let world: Callbacks;

beforeAll(async () => {
  world = await Callbacks.start();
});
beforeEach(() => world.clear());

describe('what people answer', () => {
  it('by WhatsApp opens a day in which they may be answered, which a repetition does not make longer', async () => {
    const at = Math.floor(Date.now() / 1_000) * 1_000 - 60_000;
    for (const when of [at, at - 3_600_000, at])
      expect(await world.call(meta(inbound('Hello', when)))).toBe(200);
    const windows = await world.app.sql('SELECT phone, open_until FROM whatsapp_windows');
    expect(windows).toEqual([{ phone: '+919812345678', open_until: new Date(at + 86_400_000) }]);
  });

  it('to another number of the same app is none of ours', async () => {
    await world.call(meta({ ...inbound('STOP'), metadata: { phone_number_id: '200' } }));
    expect(await world.suppressed()).toEqual([]);
    expect(await world.app.sql('SELECT FROM whatsapp_windows')).toEqual([]);
  });

  it('is heard: STOP by WhatsApp stops WhatsApp, and START lifts it', async () => {
    await world.call(meta(inbound('Stop', Date.now() - 60_000)));
    expect(await world.suppressed()).toEqual([
      { channel: 'WHATSAPP', address: '+919812345678', reason: 'UNSUBSCRIBED' },
    ]);
    await world.call(meta(inbound('START', Date.now() - 30_000)));
    expect(await world.suppressed()).toEqual([]);
  });

  it('late or again lifts no newer STOP, and a STOP that is told again stops nobody anew', async () => {
    const [stop, start] = [
      meta(inbound('STOP', Date.now() - 90_000)),
      meta(inbound('START', Date.now() - 60_000)),
    ];
    await world.call(stop);
    await world.call(start);
    await world.call(stop);
    expect(await world.suppressed()).toEqual([]);
    await world.call(meta(inbound('STOP', Date.now() - 30_000)));
    await world.call(start);
    await world.call(meta(inbound('START', Date.now() - 45_000)));
    expect(await world.suppressed()).toHaveLength(1);
  });

  it('by SMS counts once, also where Twilio says it again much later', async () => {
    const reply = (Body: string, MessageSid: string, more = {}) =>
      twilio({ From: '+14155550123', To: '+14155550100', Body, MessageSid, ...more });
    const start = await reply('START', 'SM2');
    await world.call(await reply('STOP', 'SM1'));
    await world.call(start);
    expect(await world.suppressed()).toEqual([]);
    await world.call(await reply('Arrêt', 'SM3', { OptOutType: 'STOP' }));
    await world.call(start);
    expect(await world.suppressed()).toEqual([
      { channel: 'SMS', address: '+14155550123', reason: 'UNSUBSCRIBED' },
    ]);
  });

  it('with START lifts nothing but their own wish', async () => {
    await world.app.sql(
      `INSERT INTO suppressions (channel, address, reason) VALUES ('SMS', '+14155550123', 'BOUNCED')`,
    );
    await world.call(await twilio({ From: '+14155550123', Body: 'START', MessageSid: 'SM2' }));
    expect(await world.suppressed()).toHaveLength(1);
  });
});
