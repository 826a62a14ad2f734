import { describe, expect, it } from 'vitest';
import { TwilioProvider } from '../../src/delivery/channels/sms/twilio.provider.js';
import { Deadline } from '../../src/delivery/deadline.js';
import { testConfig, testProviders } from '../support/http-app.js';
import { outgoing } from '../support/outgoing.js';
import { httpService, type Asked, type Reply } from './http-service.js';
import { providerContract } from './provider-contract.js';

const GOOD = '+1415555010';
const BAD = '+12015550199';

const said = ({ body }: Asked) => Object.fromEntries(new URLSearchParams(body));
const refused = (status: number, code: number, message: string, headers = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }),
});
const invalid = () => refused(400, 21211, "The 'To' number is not a valid phone number.");
let taken = 0;
const takes = (asked: Asked): Reply => ({
  status: 201,
  body: JSON.stringify({
    sid: `SM${String(taken++).padStart(32, '0')}`,
    to: said(asked)['To'],
    status: 'queued',
    price: null,
    error_code: null,
  }),
});

const start = async (from = '+14155550100', publicUrl = 'https://munadi.example.test/') => {
  const service = await httpService({
    'takes-all': takes,
    'refuses-bad': (asked) => (said(asked)['To'] === BAD ? invalid() : takes(asked)),
    busy: () => ({ status: 503, body: 'upstream connect error' }),
    'refuses-all': invalid,
    'asks-for-patience': () => refused(429, 20429, 'Too Many Requests', { 'retry-after': '7' }),
    'knows-us-not': () => refused(401, 20003, 'Authenticate'),
  });
  const twilio = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'secret', from, baseUrl: service.url };
  const config = testConfig({
    http: { ...testConfig().http, publicUrl },
    providers: testProviders({ sms: { ...testProviders().sms, twilio } }),
  });
  return { ...service, provider: new TwilioProvider(config) };
};
const to = (phone: string) => outgoing({ channel: 'SMS', to: phone });
const subject = async () => ({
  ...(await start()),
  good: (place: number) => to(GOOD + place),
  bad: () => to(BAD),
});

providerContract('twilio', { tellsWhen: true }, subject);

describe('an SMS by Twilio', () => {
  const patience = () => new Deadline(5_000);

  it('comes from our number, and asks for a report', async () => {
    const { provider, asked, close } = await start();
    expect(await provider.send([to('+1 415 555 0101')], patience())).toMatchObject([{ kind: 'sent' }]);
    expect(asked).toMatchObject([{ path: `/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json` }]);
    expect(asked[0]?.headers.authorization).toBe(`Basic ${btoa(`AC${'0'.repeat(32)}:secret`)}`);
    expect(said(asked[0]!)).toEqual({
      From: '+14155550100',
      To: '+14155550101',
      Body: '📅 It is approved.\nhttps://munadi.example.test/events/7',
      StatusCallback:
        'https://munadi.example.test/api/callbacks/twilio?delivery=01937b6e-7c00-7000-8000-000000000003.01937b6e-7c00-7000-8000-000000000001',
    });
    await close();
  });

  it('comes from a messaging service, and asks for no report where nobody could bring it', async () => {
    const { provider, asked, close } = await start(`MG${'0'.repeat(32)}`, 'http://localhost:3000');
    await provider.send([to('+14155550101')], patience());
    expect(Object.keys(said(asked[0]!)).sort()).toEqual(['Body', 'MessagingServiceSid', 'To']);
    await close();
  });

  it('goes to no number that nobody has, and the others go all the same', async () => {
    const { provider, given, close } = await start();
    const nowhere = { kind: 'nowhere', reason: 'INVALID_ADDRESS' };
    const batch = ['12345', '+15550100001', '+14155550101', 'nobody', '+91 987'].map(to);
    expect(await provider.send(batch, patience())).toMatchObject([
      nowhere,
      nowhere,
      { kind: 'sent' },
      nowhere,
      nowhere,
    ]);
    expect(given()).toBe(1);
    await close();
  });
});
