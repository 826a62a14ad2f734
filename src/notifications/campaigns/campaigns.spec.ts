import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { eventually } from '../../../test/support/eventually.js';
import type { Problem } from '../../platform/http/problem.js';
import type { CampaignView } from './campaign.view.js';

const HEAD = 'family-head@demo.munadi';
const PATH = '/api/campaigns?name=Fees';
const MB = 1_000_000;
const FILE = 'email,amount\nmember@demo.munadi,500\nnobody@demo.munadi,100\n';

let app: TestApp;
let head: Caller;

beforeAll(async () => {
  app = await startApp({ MUNADI_ROLE: 'api', CAMPAIGN_MAX_MB: '1' });
  head = await app.as(HEAD);
});

const upload = <Body = CampaignView>(file: string, caller = head, path = PATH) =>
  caller.with({ 'content-type': 'text/csv' }).post<Body>(path, file);
const campaigns = async () =>
  (await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM campaigns'))[0]!.n;

/** A request whose body is not there yet. */
async function begin(headers: Record<string, string | number> = {}): Promise<ClientRequest> {
  const token = await app.token(HEAD);
  const request = httpRequest(new URL(PATH, app.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv', ...headers },
  });
  // The answer may come before it is written.
  request.on('error', () => {});
  return request;
}

async function answerOf(request: ClientRequest): Promise<{ status: number; problem: Problem }> {
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, problem: JSON.parse(await text(answer)) as Problem };
}

/** 500 MB that nobody keeps, and how much of them was really taken. */
function endless() {
  const sent = { bytes: 0 };
  function* pieces() {
    yield Buffer.from('email\n');
    const piece = Buffer.from('nobody@example.org\n'.repeat(3_000));
    for (; sent.bytes < 500 * MB; sent.bytes += piece.length) yield piece;
  }
  return { body: Readable.from(pieces()), sent };
}

test('a file becomes a draft, and is told row by row', async () => {
  const { status, body } = await upload(FILE);
  expect(status).toBe(201);
  expect(body).toEqual({
    id: body.id,
    name: 'Fees',
    state: 'DRAFT',
    columns: ['email', 'amount'],
    rowCount: 2,
    mapping: { person: 'email', by: 'EMAIL' },
    report: { good: 1, flawed: 1, flaws: { UNKNOWN: 1 } },
    sample: [
      { number: 2, fields: { email: 'member@demo.munadi', amount: '500' } },
      { number: 3, fields: { email: 'nobody@demo.munadi', amount: '100' } },
    ],
    messageId: null,
    createdAt: body.createdAt,
  });
  expect((await head.get(`/api/campaigns/${body.id}`)).body).toEqual(body);
  expect((await head.get('/api/campaigns?limit=1')).body).toEqual([body]);

  const rows = await head.get<{ number: number }[]>(`/api/campaigns/${body.id}/rows?limit=1`);
  expect(rows.body).toMatchObject([{ number: 2, person: { name: 'Meera Patel' }, flaw: null }]);
  const next = /<(.*)>/.exec(rows.headers.get('link') ?? '')?.[1] ?? '';
  expect((await head.get(next)).body).toMatchObject([{ number: 3, person: null, flaw: { code: 'UNKNOWN' } }]);

  const report = await head.get<string>(`/api/campaigns/${body.id}/report.csv`);
  expect(report.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(report.headers.get('content-disposition')).toBe('attachment; filename="report.csv"');
  expect(report.body).toContain(
    '3,UNKNOWN,Nobody whom you may address is known by this.,nobody@demo.munadi,100\r\n',
  );

  const mapped = await head.put<CampaignView>(`/api/campaigns/${body.id}/mapping`, {
    person: 'Amount',
    by: 'id',
  });
  expect(mapped.body.report).toMatchObject({ good: 0, flaws: { NOT_AN_ID: 2 } });
});

test('is seen by nobody else, and deleted for good', async () => {
  const { body } = await upload(FILE);
  const admin = await app.as('admin@demo.munadi');
  for (const path of ['', '/rows', '/report.csv']) {
    expect((await admin.get(`/api/campaigns/${body.id}${path}`)).status).toBe(404);
  }
  expect((await admin.delete(`/api/campaigns/${body.id}`)).status).toBe(404);
  expect((await head.delete(`/api/campaigns/${body.id}`)).status).toBe(204);
  expect((await head.get(`/api/campaigns/${body.id}`)).status).toBe(404);
  expect((await head.get('/api/campaigns/42/rows')).status).toBe(404);
});

test('an Idempotency-Key takes a file in once', async () => {
  const before = await campaigns();
  const twice = head.with({ 'idempotency-key': 'fees-1' });
  const first = await upload(FILE, twice);
  const again = await upload(FILE, twice);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect((await upload(`${FILE}\n`, twice)).status).toBe(422);
  expect(await campaigns()).toBe(before + 1);
});

describe('what is no file is refused with what to do', () => {
  test.each<[string, Record<string, string>, number, RegExp]>([
    ['JSON', { 'content-type': 'application/json' }, 415, /--data-binary @people.csv/],
    ['a form', { 'content-type': 'multipart/form-data; boundary=x' }, 415, /Content-Type: text\/csv/],
    ['an alphabet of long ago', { 'content-type': 'text/csv; charset=windows-1252' }, 415, /windows-1252/],
    ['one that is compressed', { 'content-encoding': 'gzip' }, 415, /compressed/],
  ])('%s', async (_what, headers, status, detail) => {
    const refused = await head.with({ 'content-type': 'text/csv', ...headers }).post<Problem>(PATH, FILE);
    expect(refused.status).toBe(status);
    expect(refused.body.detail).toMatch(detail);
  });

  test('no name, and nobody who may', async () => {
    expect((await upload(FILE, head, '/api/campaigns')).status).toBe(400);
    expect((await upload(FILE, await app.as('member@demo.munadi'))).status).toBe(403);
    expect((await upload(FILE, app.anonymous)).status).toBe(401);
  });

  test('a flaw of the file', async () => {
    const refused = await upload<Problem>('email,name\nx,"y\n');
    expect(refused).toMatchObject({ status: 422, body: { type: 'urn:munadi:problem:csv-malformed' } });
  });
});

describe('a file that is too large', () => {
  test('is refused by its length before any of it is read', async () => {
    const before = await campaigns();
    const request = await begin({ 'content-length': 500 * MB });
    request.write('email\n');
    expect(await answerOf(request)).toMatchObject({
      status: 413,
      problem: { detail: expect.stringMatching(/larger than 1 MB/) as string },
    });
    request.destroy();
    expect(await campaigns()).toBe(before);
  });

  test.each([
    ['by its sender', 413, {}],
    ['by somebody unknown', 401, { authorization: 'Bearer x' }],
  ])('is not read to its end, and whoever sends it reads why: %s', async (_who, status, headers) => {
    const before = await campaigns();
    const { body, sent } = endless();
    const request = await begin(headers);
    body.pipe(request);
    expect(await answerOf(request)).toMatchObject({ status });
    await eventually(() => expect(request.socket?.destroyed).toBe(true));
    body.destroy();
    expect(sent.bytes).toBeLessThan(50 * MB);
    await eventually(async () => expect(await campaigns()).toBe(before));
  });
});

test('an upload that breaks off leaves nothing', async () => {
  const before = await campaigns();
  const request = await begin();
  request.write(`email\n${'nobody@example.org\n'.repeat(3_000)}`);
  await eventually(async () => expect(await campaigns()).toBe(before + 1));
  request.destroy();
  await eventually(async () => expect(await campaigns()).toBe(before));
});
