import { expect, it } from 'vitest';
import { httpService } from '../contract/http-service.js';
import { startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { notify, statuses } from '../support/notify.js';

const MEMBER = 'member@demo.munadi';
const UNREACHABLE = '+12015550199';

it(
  'an SMS leaves by Twilio; a number that Twilio calls invalid is not written to again',
  { timeout: 60_000 },
  async () => {
    const twilio = await httpService({
      'takes-all': ({ body }) =>
        new URLSearchParams(body).get('To') === UNREACHABLE
          ? { status: 400, body: '{"code":21211,"message":"The To number is invalid.","status":400}' }
          : { status: 201, body: '{"sid":"SM1","status":"queued"}' },
    });
    const app = await startApp({
      TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: 'secret',
      TWILIO_PHONE_NUMBER: '+14155550100',
      TWILIO_BASE_URL: twilio.url,
    });
    const say = (message: string) =>
      notify(app, MEMBER, { channels: ['SMS'], strategy: 'BROADCAST', content: { message } });
    const ends = async (one: Awaited<ReturnType<typeof say>>, status: string) =>
      await eventually(async () => expect(await statuses(app, one)).toMatchObject({ SMS: status }), {
        timeout: 20_000,
      });

    await ends(await say('Dinner at nine.'), 'SENT');
    expect(new URLSearchParams(twilio.asked[0]?.body).get('Body')).toBe('📢 Dinner at nine.');
    expect(await app.sql('SELECT provider, provider_message_id AS id FROM deliveries')).toEqual([
      { provider: 'twilio', id: 'SM1' },
    ]);

    await app.sql(`UPDATE users SET phone = '${UNREACHABLE}' WHERE email = '${MEMBER}'`);
    await ends(await say('Dinner at ten.'), 'FAILED');
    await ends(await say('Dinner at eleven.'), 'SUPPRESSED INVALID_ADDRESS');

    await app.sql(`UPDATE users SET phone = '12345' WHERE email = '${MEMBER}'`);
    await ends(await say('No dinner.'), 'SUPPRESSED INVALID_ADDRESS');
    expect(twilio.given()).toBe(2);
    await twilio.close();
  },
);
