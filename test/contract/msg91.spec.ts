import { describe, expect, it } from 'vitest';
import { Msg91Provider } from '../../src/delivery/channels/sms/msg91.provider.js';
import { Deadline } from '../../src/delivery/deadline.js';
import { testConfig, testProviders } from '../support/http-app.js';
import { outgoing } from '../support/outgoing.js';
import { httpService, type Asked, type Reply } from './http-service.js';
import { providerContract } from './provider-contract.js';

const BAD = '919876543299';

interface Body {
  sms?: { message: string; to: string[] }[];
  recipients?: { mobiles: string }[];
}
const said = ({ body }: Asked) => JSON.parse(body) as Body;
const mobileOf = (asked: Asked) => said(asked).recipients?.[0]?.mobiles ?? said(asked).sms?.[0]?.to[0];
const answer = (body: object, status = 200, headers = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
let taken = 0;
const takes = () => answer({ message: `5762846b4f8d285d378b${4567 + taken++}`, type: 'success' });
/** As it does: with a status of success. */
const invalid = () => answer({ message: 'Invalid mobile number', type: 'error', code: '202' });

const start = async (templateId?: string) => {
  const service = await httpService({
    'takes-all': takes,
    'refuses-bad': (asked) => (mobileOf(asked) === BAD ? invalid() : takes()),
    busy: () => ({ status: 502, body: '<html>Bad Gateway</html>' }),
    'refuses-all': invalid,
    'asks-for-patience': () =>
      answer({ message: 'Too many requests', type: 'error' }, 429, { 'retry-after': '7' }),
    'knows-us-not': () => answer({ message: 'Authentication failure', type: 'error', code: '207' }),
  });
  const msg91 = { authKey: 'key', sender: 'MUNADI', templateId, baseUrl: service.url };
  const sms = { ...testProviders().sms, msg91 };
  const config = testConfig({ providers: testProviders({ sms }) });
  return { ...service, provider: new Msg91Provider(config) };
};
const to = (phone: string, message = 'It is approved.') =>
  outgoing({ channel: 'SMS', to: phone, link: null, said: { title: '', message } });

for (const templateId of [undefined, '6063f2b1d6fc05a1c2f1']) {
  providerContract(templateId ? 'msg91 by its flow' : 'msg91', { tellsWhen: true }, async () => ({
    ...(await start(templateId)),
    good: (place) => to(`+91987654321${place}`),
    bad: () => to(`+${BAD}`),
  }));
}

describe('an SMS by MSG91', () => {
  const send = async (templateId: string | undefined, ...texts: string[]) => {
    const { provider, asked, close } = await start(templateId);
    for (const text of texts) await provider.send([to('+919876543210', text)], new Deadline(5_000));
    await close();
    return asked.map(({ path, headers, body }) => ({
      path,
      key: headers['authkey'],
      ...(JSON.parse(body) as object),
    }));
  };
  const CRQID = '01937b6e-7c00-7000-8000-000000000003.01937b6e-7c00-7000-8000-000000000001';

  it('says in what letters it is', async () => {
    const plain = 'It is approved, and we are glad to see you there on Sunday, the eighth.';
    const about = { path: '/api/v2/sendsms', key: 'key', sender: 'MUNADI', route: '4', country: '0', CRQID };
    expect(await send(undefined, plain, 'मंज़ूर है')).toEqual([
      { ...about, sms: [{ message: plain, to: ['919876543210'] }] },
      { ...about, unicode: '1', sms: [{ message: '📅 मंज़ूर है', to: ['919876543210'] }] },
    ]);
  });

  it('fills the one variable of its template', async () => {
    expect(await send('6063f2b1', 'It is approved.')).toEqual([
      {
        path: '/api/v5/flow',
        key: 'key',
        template_id: '6063f2b1',
        sender: 'MUNADI',
        short_url: '0',
        recipients: [{ mobiles: '919876543210', VAR1: '📅 It is approved.', CRQID }],
      },
    ]);
  });
});
