import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { campaignRoom, emailOf } from '../../../../test/support/campaigns.js';

let room: Awaited<ReturnType<typeof campaignRoom>>;

beforeAll(async () => {
  room = await campaignRoom();
});
afterAll(() => room.database.onApplicationShutdown());

/** What became of each line. */
async function told(id: string, caller = room.head) {
  const rows = await room.reports.rows(caller, id, { limit: 100 });
  return Object.fromEntries(rows.map(({ number, person, flaw }) => [number, flaw?.code ?? person?.name]));
}

const file = (...lines: string[]) => lines.map((line) => `${line}\n`).join('');

describe('by email', () => {
  test('each row is for somebody the sender may address, or says why it is not', async () => {
    const { id, report } = await room.upload(
      file(
        'n,email',
        `1,${emailOf('asha')}`,
        '2,BINA@Example.org',
        '3,nobody@example.org',
        '4,no address',
        '5,',
        `6,${emailOf('stranger')}`,
        `7,${emailOf('erased')}`,
        `8,Asha@example.org`,
        `9,${emailOf('asha')},10`,
      ),
    );
    expect(await told(id)).toEqual({
      2: 'asha',
      3: 'bina',
      4: 'UNKNOWN',
      5: 'NOT_AN_EMAIL',
      6: 'EMPTY',
      7: 'UNKNOWN',
      8: 'UNKNOWN',
      9: 'DUPLICATE',
      10: 'COLUMNS',
    });
    expect(report).toEqual({
      good: 2,
      flawed: 7,
      flaws: { UNKNOWN: 3, NOT_AN_EMAIL: 1, EMPTY: 1, DUPLICATE: 1, COLUMNS: 1 },
    });
  });

  test('an ADMIN may address everybody', async () => {
    const { id } = await room.upload(file('email', emailOf('stranger'), emailOf('erased')), room.admin);
    expect(await told(id, room.admin)).toEqual({ 2: 'stranger', 3: 'UNKNOWN' });
  });

  test('to who may not address them a stranger is nobody, and somebody else’s campaign is none', async () => {
    const { id } = await room.upload(file('email', emailOf('stranger'), 'nobody@example.org'));
    const [stranger, nobody] = await room.reports.rows(room.head, id, { limit: 2 });
    expect(stranger).toMatchObject({ person: null, flaw: { code: 'UNKNOWN' } });
    expect(stranger?.flaw).toEqual(nobody?.flaw);
    await expect(room.reports.rows(room.admin, id, { limit: 1 })).rejects.toMatchObject({ status: 404 });
    await expect(room.remapping.map(room.admin, id, { person: 'email', by: 'ID' })).rejects.toMatchObject({
      status: 404,
    });
  });
});

test('by phone, where a number that several have is nobody’s', async () => {
  const { id } = await room.upload(
    file(
      'phone',
      '+91 98765 43210',
      '00919876543210',
      '+919876500000',
      '+919876511111',
      '98765',
      '+919876522222',
    ),
  );
  expect(await told(id)).toEqual({
    2: 'asha',
    3: 'DUPLICATE',
    4: 'AMBIGUOUS',
    5: 'UNKNOWN',
    6: 'NOT_A_PHONE',
    7: 'UNKNOWN',
  });
});

test('who says otherwise which column it is has everybody looked up anew', async () => {
  const { asha, bina } = room.ids;
  const { id, mapping } = await room.upload(
    file('To,Member ID', `${emailOf('asha')},${bina}`, `${emailOf('bina')},${bina}`, `x,${asha}`, 'a,b,c'),
  );
  expect(mapping).toEqual({ person: 'Member ID', by: 'ID' });
  expect(await told(id)).toEqual({ 2: 'bina', 3: 'DUPLICATE', 4: 'asha', 5: 'COLUMNS' });

  await room.remapping.map(room.head, id, { person: ' TO ', by: 'EMAIL' });
  expect(await told(id)).toEqual({ 2: 'asha', 3: 'bina', 4: 'NOT_AN_EMAIL', 5: 'COLUMNS' });
  expect(await room.campaigns.find(room.head, id)).toMatchObject({
    mapping: { person: 'To', by: 'EMAIL' },
    report: { good: 2, flawed: 2, flaws: { NOT_AN_EMAIL: 1, COLUMNS: 1 } },
  });
  await expect(room.remapping.map(room.head, id, { person: 'from', by: 'EMAIL' })).rejects.toMatchObject({
    status: 400,
    detail: 'There is no column “from”. There are: To, Member ID.',
  });
});

test('without a column that looks like it nothing is looked up until somebody says which', async () => {
  const { id, mapping, report } = await room.upload(file('who,n', 'Asha,1', 'Bina,2', 'Bina,2,3'));
  expect([mapping, report]).toEqual([null, null]);
  expect(await told(id)).toEqual({ 2: undefined, 3: undefined, 4: 'COLUMNS' });
  await room.remapping.map(room.head, id, { person: 'who', by: 'EMAIL' });
  expect(await told(id)).toEqual({ 2: 'NOT_AN_EMAIL', 3: 'NOT_AN_EMAIL', 4: 'COLUMNS' });
});

test('several sets of rows are looked up alike', async () => {
  const lines = Array.from({ length: 4_500 }, (_, n) =>
    n === 4_400 ? emailOf('asha') : `p${n}@example.org`,
  );
  const { id, report } = await room.upload(file('email', ...lines));
  expect(report).toMatchObject({ good: 1, flaws: { UNKNOWN: 4_499 } });
  await room.remapping.map(room.head, id, { person: 'email', by: 'PHONE' });
  await room.remapping.map(room.head, id, { person: 'email', by: 'EMAIL' });
  expect(await room.campaigns.find(room.head, id)).toMatchObject({ report });
});

test('one that dies half-way leaves everything as it was', async () => {
  const { id, report } = await room.upload(file('email', emailOf('asha'), 'x'));
  await room.database.query(
    `CREATE FUNCTION die() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'died'; END $$;
     CREATE TRIGGER die BEFORE UPDATE ON campaigns EXECUTE FUNCTION die()`,
  );
  await expect(room.remapping.map(room.head, id, { person: 'email', by: 'ID' })).rejects.toThrow('died');
  await room.database.query('DROP FUNCTION die CASCADE');
  expect(await told(id)).toEqual({ 2: 'asha', 3: 'NOT_AN_EMAIL' });
  expect(await room.campaigns.find(room.head, id)).toMatchObject({ report });
});

describe('the report', () => {
  test('is asked for page by page', async () => {
    const { id } = await room.upload(file('email', 'x', emailOf('asha'), emailOf('asha'), 'y'));
    const page = async (query: { flawed?: boolean; cursor?: number; limit: number }) =>
      (await room.reports.rows(room.head, id, query)).map(({ number, flaw }) => [number, flaw?.message]);
    expect(await page({ flawed: true, limit: 2 })).toEqual([
      [2, 'This is no email address.'],
      [4, 'The same person is in line 3.'],
    ]);
    expect(await page({ flawed: true, cursor: 4, limit: 2 })).toEqual([[5, 'This is no email address.']]);
    expect(await page({ flawed: false, limit: 2 })).toEqual([[3, undefined]]);
  });

  test('is a file in which no cell is a formula', async () => {
    const { id } = await room.upload(
      file(
        '=HYPERLINK("http://evil.example"),email,@note',
        `x,${emailOf('asha')},fine`,
        `"=1+1","=cmd|' /C calc'!A0",@SUM(A1)`,
        '+91,-2,"say ""hi"", twice"',
        '＝1+1,＠SUM(A1),\u3000＋1',
        `"${emailOf('asha')}",none,"two\nlines"`,
      ).replace('=HYPERLINK("http://evil.example")', '"=HYPERLINK(""http://evil.example"")"'),
    );
    await room.remapping.map(room.head, id, { person: 'email', by: 'EMAIL' });
    let text = '';
    for await (const part of await room.reports.file(room.head, id)) text += part;
    expect(text).toBe(
      `\uFEFFline,flaw,what to do,"'=HYPERLINK(""http://evil.example"")",email,"'@note"\r\n` +
        `3,NOT_AN_EMAIL,This is no email address.,"'=1+1","'=cmd|' /C calc'!A0","'@SUM(A1)"\r\n` +
        `4,NOT_AN_EMAIL,This is no email address.,"'+91","'-2","say ""hi"", twice"\r\n` +
        `5,NOT_AN_EMAIL,This is no email address.,"'＝1+1","'＠SUM(A1)","'＋1"\r\n` +
        `6,NOT_AN_EMAIL,This is no email address.,asha@example.org,none,"two\nlines"\r\n`,
    );
  });
});

test('who is erased is gone from every row, good or not, and takes along what they had not sent', async () => {
  const { id } = await room.upload(file('email', emailOf('chetan'), emailOf('chetan'), emailOf('asha')));
  await room.database.query('UPDATE users SET erased_at = now() WHERE id = $1', [room.ids.chetan]);
  expect(await told(id)).toEqual({ 4: 'asha' });
  await room.database.query('UPDATE users SET erased_at = now() WHERE id = $1', [room.ids.head]);
  expect(await room.count(`campaigns WHERE id = '${id}'`)).toBe(0);
});
