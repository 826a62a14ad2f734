import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SnsProvider } from '../../src/delivery/channels/sms/sns.provider.js';
import { Deadline } from '../../src/delivery/deadline.js';
import { testConfig, testProviders } from '../support/http-app.js';
import { outgoing } from '../support/outgoing.js';
import { httpService, type Asked, type Reply } from './http-service.js';
import { providerContract } from './provider-contract.js';

const BAD = '+12015550199';
const XMLNS = 'xmlns="http://sns.amazonaws.com/doc/2010-03-31/"';
const REQUEST = '<RequestId>f187a3c1-376f-11df-8963-01868b7c937a</RequestId>';

const said = ({ body }: Asked) => Object.fromEntries(new URLSearchParams(body));
const xml = (body: string, status = 200, headers = {}): Reply => ({
  status,
  headers: { 'content-type': 'text/xml', ...headers },
  body,
});
const refused = (status: number, code: string, message: string, headers = {}) =>
  xml(
    `<ErrorResponse ${XMLNS}><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>${REQUEST}</ErrorResponse>`,
    status,
    headers,
  );
const invalid = () =>
  refused(400, 'InvalidParameter', 'Invalid parameter: PhoneNumber Reason: it is not valid');
let taken = 0;
const takes = () =>
  xml(
    `<PublishResponse ${XMLNS}><PublishResult><MessageId>94f20ce6-13c5-43a0-9a9e-${String(taken++).padStart(12, '0')}</MessageId></PublishResult><ResponseMetadata>${REQUEST}</ResponseMetadata></PublishResponse>`,
  );

const start = async () => {
  const service = await httpService({
    'takes-all': takes,
    'refuses-bad': (asked) => (said(asked)['PhoneNumber'] === BAD ? invalid() : takes()),
    busy: () => refused(500, 'InternalError', 'Sorry'),
    'refuses-all': invalid,
    'asks-for-patience': () => refused(429, 'Throttled', 'Rate exceeded', { 'retry-after': '7' }),
    'knows-us-not': () => refused(403, 'InvalidClientTokenId', 'The security token is invalid'),
  });
  const sns = { region: 'eu-central-1', senderId: 'MUNADI', endpoint: service.url };
  const sms = { ...testProviders().sms, sns };
  return { ...service, provider: new SnsProvider(testConfig({ providers: testProviders({ sms }) })) };
};
const to = (phone: string) => outgoing({ channel: 'SMS', to: phone, link: null });

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});
afterEach(() => void vi.unstubAllEnvs());

providerContract('sns', { tellsWhen: true }, async () => {
  const subject = await start();
  return {
    ...subject,
    good: (place) => to(`+1415555010${place}`),
    bad: () => to(BAD),
    close: async () => {
      subject.provider.onApplicationShutdown();
      await subject.close();
    },
  };
});

describe('an SMS by SNS', () => {
  it('is signed, transactional, and from our name', async () => {
    const { provider, asked, close } = await start();
    expect(await provider.send([to('+14155550101')], new Deadline(5_000))).toMatchObject([{ kind: 'sent' }]);
    expect(asked[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/sns\/aws4_request/,
    );
    expect(said(asked[0]!)).toMatchObject({
      Action: 'Publish',
      PhoneNumber: '+14155550101',
      Message: '📅 It is approved.',
      'MessageAttributes.entry.1.Name': 'AWS.SNS.SMS.SMSType',
      'MessageAttributes.entry.1.Value.StringValue': 'Transactional',
      'MessageAttributes.entry.2.Name': 'AWS.SNS.SMS.SenderID',
      'MessageAttributes.entry.2.Value.StringValue': 'MUNADI',
    });
    await close();
  });
});
