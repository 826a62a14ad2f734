import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Outgoing } from '../../src/delivery/channels/provider.js';
import { MetaProvider } from '../../src/delivery/channels/whatsapp/meta.provider.js';
import { Deadline } from '../../src/delivery/deadline.js';
import { Catalog } from '../../src/notifications/catalog/catalog.js';
import { Database } from '../../src/platform/database/database.js';
import { testDatabase } from '../support/database.js';
import { testConfig, testProviders } from '../support/http-app.js';
import { outgoing } from '../support/outgoing.js';
import { httpService, type Asked, type Reply, type Wire } from './http-service.js';
import { providerContract } from './provider-contract.js';

const BAD = '+919876543299';
const MEERA = '+919876543210';

interface Body {
  to: string;
  type: string;
  text?: { body: string };
  template?: {
    name: string;
    language: { code: string };
    components: { parameters: { text: string }[] }[];
  };
  biz_opaque_callback_data: string;
}
const said = ({ body }: Asked) => JSON.parse(body) as Body;
const reply = (body: object, status = 200, headers = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const refused = (code: number, message: string, status = 400, headers = {}) =>
  reply(
    {
      error: {
        message: `(#${code}) ${message}`,
        type: 'OAuthException',
        code,
        error_data: { messaging_product: 'whatsapp', details: `${message}.` },
        fbtrace_id: 'AbCdEf',
      },
    },
    status,
    headers,
  );
const undeliverable = () => refused(131026, 'Message undeliverable');
let taken = 0;
const takes = (asked: Asked) =>
  reply({
    messaging_product: 'whatsapp',
    contacts: [{ input: said(asked).to, wa_id: said(asked).to.slice(1) }],
    messages: [{ id: `wamid.${taken++}`, message_status: 'accepted' }],
  });

let database: Database;
let databaseUrl: string;
let catalog: Catalog;
beforeAll(async () => {
  databaseUrl = (await testDatabase()).url;
  database = new Database(databaseUrl);
  catalog = await Catalog.load();
});
afterAll(() => database.onApplicationShutdown());

const start = async (wire: Wire = {}, windows = database) => {
  const service = await httpService({
    'takes-all': takes,
    'refuses-bad': (asked) => (said(asked).to === BAD ? undeliverable() : takes(asked)),
    busy: () => refused(131016, 'Service unavailable', 503),
    'refuses-all': undeliverable,
    'asks-for-patience': () => refused(130429, 'Rate limit hit', 429, { 'retry-after': '7' }),
    'knows-us-not': () => refused(190, 'Invalid OAuth access token', 401),
    ...wire,
  });
  const whatsapp = {
    phoneNumberId: '106540352242922',
    accessToken: 'token',
    template: 'munadi_message',
    baseUrl: `${service.url}/v25.0`,
  };
  const config = testConfig({ providers: testProviders({ whatsapp }) });
  return { ...service, provider: new MetaProvider(config, windows, catalog) };
};
const to = (phone: string, over: Partial<Outgoing> = {}) =>
  outgoing({ channel: 'WHATSAPP', to: phone, ...over });

providerContract('meta', { tellsWhen: true }, async () => ({
  ...(await start()),
  good: (place) => to(`+91987654321${place}`),
  bad: () => to(BAD),
}));

describe('a WhatsApp message', () => {
  const open = (phone: string, until: string) =>
    database.query(`INSERT INTO whatsapp_windows VALUES ($1, now() + $2::interval)`, [phone, until]);
  beforeEach(() => database.query('TRUNCATE whatsapp_windows'));

  const send = async (items: Outgoing[], wire: Wire = {}) => {
    const { provider, asked, close } = await start(wire);
    const outcomes = await provider.send(items, new Deadline(5_000));
    await close();
    return { outcomes, asked: asked.map((one) => ({ ...one, said: said(one) })) };
  };
  const template = (name: string, code: string, ...texts: string[]) => ({
    type: 'template',
    template: {
      name,
      language: { code },
      components: [{ type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) }],
    },
  });

  it('is the common template where no window is open', async () => {
    await open(MEERA, '-1 second');
    await open('+919876543211', '1 day');
    const { asked } = await send([to('+91 98765 43210')]);
    expect(asked).toMatchObject([{ path: '/v25.0/106540352242922/messages' }]);
    expect(asked[0]?.headers.authorization).toBe('Bearer token');
    expect(asked[0]?.said).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: MEERA,
      ...template('munadi_message', 'en', 'Approved', 'It is approved.'),
      biz_opaque_callback_data: '01937b6e-7c00-7000-8000-000000000003.01937b6e-7c00-7000-8000-000000000001',
    });
  });

  it('is free text where they have written to us within a day', async () => {
    await open(MEERA, '1 minute');
    const { asked } = await send([to(MEERA), to('+919876543211')]);
    const byNumber = Object.fromEntries(asked.map((one) => [one.said.to, one.said]));
    expect(byNumber[MEERA]).toMatchObject({
      type: 'text',
      text: { body: '*Approved*\nIt is approved.\n\nhttp://localhost/events/7', preview_url: false },
    });
    expect(byNumber['+919876543211']).toMatchObject({ type: 'template' });
  });

  it('is the template of its declaration, in the reader’s language', async () => {
    const data = { purpose: 'सदस्यता', amount: 125_000, currency: 'INR', dueAt: '2026-12-31T18:29:00.000Z' };
    const reader = { locale: 'hi', timezone: 'Asia/Kolkata' } as const;
    const { asked } = await send([to(MEERA, { declaration: 'payment-due', data, reader })]);
    expect(asked[0]?.said).toMatchObject(
      template('payment_due', 'hi', '₹1,250.00', 'सदस्यता', 'गुरुवार, 31 दिसंबर 2026'),
    );
  });

  it('is a template after all where the window has closed meanwhile, once', async () => {
    await open(MEERA, '1 minute');
    const closed = (asked: Asked) =>
      said(asked).type === 'text' ? refused(131047, 'Re-engagement message') : takes(asked);
    const { outcomes, asked } = await send([to(MEERA)], { 'takes-all': closed });
    expect(outcomes).toMatchObject([{ kind: 'sent' }]);
    expect(asked.map((one) => one.said.type)).toEqual(['text', 'template']);
  });

  it('is the common template where Meta has not approved the one of its declaration', async () => {
    const missing = (asked: Asked) =>
      said(asked).template?.name === 'security_alert'
        ? refused(132001, 'Template name does not exist in the translation', 404)
        : takes(asked);
    const { outcomes, asked } = await send([to(MEERA, { declaration: 'security-alert' })], {
      'takes-all': missing,
    });
    expect(outcomes).toMatchObject([{ kind: 'sent' }]);
    expect(asked.map((one) => one.said.template?.name)).toEqual(['security_alert', 'munadi_message']);
  });

  it('is rejected, with what Meta says, where no form of it will do', async () => {
    const { outcomes, asked } = await send([to(MEERA)], {
      'takes-all': () => refused(132001, 'Template name does not exist', 404),
    });
    expect(outcomes).toEqual([
      {
        kind: 'reject',
        code: 'META_132001',
        error: '(#132001) Template name does not exist: Template name does not exist.',
      },
    ]);
    expect(asked).toHaveLength(1);
  });

  it('is rejected alone where its template cannot be filled', async () => {
    const broken = to(MEERA, { declaration: 'payment-due', data: {} });
    const { outcomes, asked } = await send([broken, to('+919876543211')]);
    expect(outcomes).toMatchObject([{ kind: 'reject', code: 'WORDING' }, { kind: 'sent' }]);
    expect(asked).toHaveLength(1);
  });

  it('goes to no number that nobody has', async () => {
    const nowhere = { kind: 'nowhere', reason: 'INVALID_ADDRESS' };
    const { outcomes, asked } = await send([to('12345'), to('+15550100001')]);
    expect(outcomes).toEqual([nowhere, nowhere]);
    expect(asked).toEqual([]);
  });

  it('waits where the database cannot say who may have free text', async () => {
    const away = new Database(databaseUrl);
    await away.onApplicationShutdown();
    const { provider, given, close } = await start({}, away);
    expect(await provider.send([to(MEERA)], new Deadline(5_000))).toMatchObject([
      { kind: 'retry', code: 'NO_DATABASE' },
    ]);
    expect(given()).toBe(0);
    await close();
  });
});
