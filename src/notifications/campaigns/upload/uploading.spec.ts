import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../../../../test/support/eventually.js';
import { campaignRoom, emailOf, fileOf } from '../../../../test/support/campaigns.js';
import { beginCampaign } from '../campaigns.sql.js';

let room: Awaited<ReturnType<typeof campaignRoom>>;

beforeAll(async () => {
  room = await campaignRoom({ maxRows: 3_000 });
});
afterAll(() => room.database.onApplicationShutdown());
afterEach(() => room.database.query('DELETE FROM campaigns'));

const rowsOf = async (id: string) =>
  (await room.reports.rows(room.head, id, { limit: 100 })).map(({ number, fields, flaw }) => [
    number,
    Object.values(fields),
    ...(flaw ? [flaw.code] : []),
  ]);

describe('a file is read as it was meant', () => {
  const plain = [
    [2, ['asha@example.org', '₹ 500']],
    [3, ['bina@example.org', 'नमस्ते']],
  ];
  const text = 'email,amount\nasha@example.org,₹ 500\nbina@example.org,नमस्ते\n';
  const utf16be = () => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();

  test.each<[string, string | Buffer | Buffer[]]>([
    ['as it is', text],
    ['with a BOM', `\uFEFF${text}`],
    ['with the line breaks of Windows', text.replaceAll('\n', '\r\n')],
    ['with those of the first Macs', text.replaceAll('\n', '\r')],
    ['without the last one', text.slice(0, -1)],
    ['with several kinds of them', text.replace('\n', '\r\n')],
    ['with semicolons', text.replaceAll(',', ';')],
    ['with tabs', text.replaceAll(',', '\t')],
    ['saying so, as Excel likes it', `sep=;\r\n${text.replaceAll(',', ';')}`],
    ['in UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['in UTF-16 the other way round', utf16be()],
    ['byte by byte', [...Buffer.from(`\uFEFF${text}`)].map((byte) => Buffer.from([byte]))],
    ['in UTF-16 byte by byte', [...utf16be()].map((byte) => Buffer.from([byte]))],
    ['with quotes around everything', text.replaceAll(/[^,\n]+/g, '"$&"')],
    ['with spaces around everything', text.replaceAll(',', ' , ')],
  ])('%s', async (what, file) => {
    const campaign = await room.upload(file);
    expect(campaign).toMatchObject({
      state: 'DRAFT',
      columns: ['email', 'amount'],
      rowCount: 2,
      mapping: { person: 'email', by: 'EMAIL' },
    });
    expect(await rowsOf(campaign.id)).toEqual(what.startsWith('saying') ? moved(plain) : plain);
  });

  /** That file has a line more. */
  const moved = (rows: unknown[][]) => rows.map(([number, fields]) => [(number as number) + 1, fields]);

  test('line breaks, quotes and separators inside of values, and empty lines, keep the numbers of the lines', async () => {
    const { id, columns } = await room.upload(
      '"email ","what, ""so"""\r\nasha@example.org,"one\r\ntwo, ""three"""\r\n\r\n,\r\nbina@example.org,"a\nb"\r\nchetan@example.org,x\r\n',
    );
    expect(columns).toEqual(['email', 'what, "so"']);
    expect(await rowsOf(id)).toEqual([
      [2, ['asha@example.org', 'one\ntwo, "three"']],
      [6, ['bina@example.org', 'a\nb']],
      [8, ['chetan@example.org', 'x']],
    ]);
  });

  test('columns without a name get one', async () => {
    const { columns } = await room.upload('email, ,Full   name\nasha@example.org,1,Asha\n');
    expect(columns).toEqual(['email', 'column 2', 'Full name']);
  });

  test('a row of another length or with far too much in it is flawed, and the others are good', async () => {
    const campaign = await room.upload(
      `email,amount\nasha@example.org\nbina@example.org,1,2\nchetan@example.org,${'x'.repeat(1_001)}\nhead@example.org,1\n`,
    );
    expect(campaign.report).toEqual({ good: 1, flawed: 3, flaws: { COLUMNS: 2, TOO_LONG: 1 } });
  });
});

describe('a file is refused whole', () => {
  const latin1 = Buffer.from('email,name\nasha@example.org,Asha\nbina@example.org,Bin\xe9\n', 'latin1');

  test.each<[string, string | Buffer | Buffer[], string, RegExp]>([
    ['nothing', '', 'csv-empty', /empty/],
    ['only spaces', '\uFEFF \n\n', 'csv-empty', /empty/],
    ['only a head', 'email,name\n', 'csv-empty', /nothing after it/],
    ['no head', 'asha@example.org,500\nbina@example.org,100\n', 'csv-head', /asha@example.org/],
    ['a number for a head', '+91 98765 43210\n+91 98765 43211\n', 'csv-head', /no name/],
    ['two columns of a name', 'email,Name, NAME\na,b,c\n', 'csv-head', /same name: NAME/],
    ['too many columns', `${Array.from({ length: 101 }, (_, n) => `c${n}`).join()}\n1\n`, 'csv-head', /101/],
    ['Latin-1', latin1, 'csv-encoding', /Line 3 is not in UTF-8: save/],
    ['half a character at the end', Buffer.from('email\nनम').subarray(0, -1), 'csv-encoding', /Line 2/],
    ['UTF-16 without a BOM', Buffer.from('email\nasha', 'utf16le'), 'csv-encoding', /Line 1 holds a NUL/],
    ['half of UTF-16', Buffer.from('\uFEFFemail\n\ud83d', 'utf16le'), 'csv-encoding', /UTF-16/],
    ['a NUL', 'email\nasha\n\0bina\n', 'csv-encoding', /Line 3 holds a NUL/],
    ['a quote that is not closed', 'email,name\na,b\nc,"d\ne,f\n', 'csv-malformed', /never closed/],
    ['a quote in the middle', 'email,name\na,b\nc,5" pipe\n', 'csv-malformed', /quote at line 3/],
    ['a letter after a quote', 'email,name\r\na,"x\r\ny"\r\nc,"d"e\r\n', 'csv-malformed', /quote at line 4/],
    ['a row without an end', `email\n"${'x'.repeat(200_000)}"\n`, 'csv-malformed', /longer than 100,000/],
    ['too many rows', `email\n${'x@y.z\n'.repeat(3_001)}`, 'too-many-rows', /more than 3,000 rows/],
    [
      'a flaw long after the first rows were written',
      `email\n${'x@y.z\n'.repeat(2_500)}"`,
      'csv-malformed',
      /never closed, by the end at line 2502/,
    ],
  ])('%s', async (_what, file, code, detail) => {
    await expect(room.upload(file)).rejects.toMatchObject({
      code,
      status: 422,
      detail: expect.stringMatching(detail) as string,
    });
    expect(await room.count('campaigns')).toBe(0);
    expect(await room.count('campaign_rows')).toBe(0);
  });

  test('more bytes than may be', async () => {
    const file = `email\n${'x@y.z\n'.repeat(2_000)}`;
    await expect(room.uploading.upload(room.head, 'A list', fileOf(file, 10_000))).rejects.toMatchObject({
      status: 413,
    });
    expect(await room.count('campaigns')).toBe(0);
  });

  test('the sender breaks off', async () => {
    function* broken() {
      yield Buffer.from(`email\n${'x@y.z\n'.repeat(1_500)}`);
      throw new Error('aborted');
    }
    await expect(room.uploading.upload(room.head, 'A list', fileOf(broken()))).rejects.toMatchObject({
      detail: expect.stringMatching(/ended before the file was complete/) as string,
    });
    expect(await room.count('campaign_rows')).toBe(0);
  });

  test('more than twenty drafts', async () => {
    for (let n = 0; n < 20; n++) await room.upload('email\nasha@example.org\n');
    await expect(room.upload('email\nasha@example.org\n')).rejects.toMatchObject({ status: 409 });
  });

  test('the last draft that fits, twice at once', async () => {
    for (let n = 0; n < 19; n++) await room.upload('email\nasha@example.org\n');
    const begun = { senderId: room.head.userId, name: 'One', columns: ['email'], most: 20 };
    let other: Promise<unknown> | undefined;
    await room.database.transaction(async (sql) => {
      await beginCampaign(sql, begun);
      other = Promise.allSettled([room.upload('email\nasha@example.org\n')]);
      await Promise.race([other, setTimeout(200)]);
    });
    expect(await other).toMatchObject([{ status: 'rejected', reason: { status: 409 } }]);
  });

  test('somebody who leads nobody', async () => {
    await expect(
      room.upload('email\na\n', { ...room.head, userId: room.ids.asha, role: 'FAMILY_HEAD' }),
    ).rejects.toMatchObject({ status: 403 });
  });
});

test('while it comes in it is nobody’s', async () => {
  let seen: unknown;
  async function* slow() {
    yield Buffer.from(`email\n${`${emailOf('asha')}\n`.repeat(1_500)}`);
    await eventually(async () => expect(await room.count('campaign_rows')).toBe(1_000));
    seen = await room.campaigns.page(room.head, { limit: 10 });
    yield Buffer.from('bina@example.org\n');
  }
  await room.uploading.upload(room.head, 'A list', slow());
  expect(seen).toEqual([]);
  expect(await room.campaigns.page(room.head, { limit: 10 })).toMatchObject([{ rowCount: 1_501 }]);
});
