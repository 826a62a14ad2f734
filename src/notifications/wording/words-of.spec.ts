import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { Database } from '../../platform/database/database.js';
import { Catalog } from '../catalog/catalog.js';
import type { TextValues } from '../catalog/declare.js';
import { Publications } from '../templates/publications.js';
import { WordsOf, type Wordable } from './words-of.js';

const READER = { locale: 'en', timezone: 'UTC' } as const;

let database: Database;
let catalog: Catalog;
let words: WordsOf;
let asked: ReturnType<typeof vi.spyOn>;
let warned: ReturnType<typeof vi.spyOn>;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  catalog = await Catalog.load();
});
afterAll(() => database.onApplicationShutdown());
beforeEach(async () => {
  await database.query('TRUNCATE templates, template_publications RESTART IDENTITY');
  words = new WordsOf(catalog, new Publications(database));
  warned = vi.spyOn(words['logger'], 'warn').mockImplementation(() => {});
  asked = vi.spyOn(database, 'query').mockClear();
});

/** Saves a text and publishes it at once; null goes back to the file. */
async function publish(name: string, channel: string, body: string | null, subject: string | null = null) {
  const by = crypto.randomUUID();
  const [row] = await database.query<{ number: number }>(
    `WITH saved AS (
       INSERT INTO templates (name, channel, locale, version, subject, body, created_by)
       SELECT $1, $2::channel, 'en', (SELECT count(*) + 1 FROM templates), $3, $4, $5 WHERE $4::text IS NOT NULL RETURNING version
     )
     INSERT INTO template_publications (name, channel, locale, version, published_by)
     VALUES ($1, $2::channel, 'en', COALESCE((SELECT version FROM saved), 0), $5) RETURNING number`,
    [name, channel, subject, body, by],
  );
  asked.mockClear();
  return row?.number ?? 0;
}
const student = (templateVersion: number, data: TextValues = { schoolName: 'Vidyalaya' }): Wordable => ({
  type: 'STUDENT_REGISTERED',
  declaration: 'student-registered',
  content: null,
  data,
  templateVersion,
});
const written = (templateVersion: number, type = 'GENERIC', subject?: string): Wordable => ({
  type,
  declaration: null,
  content: { message: 'Open {now}', ...(subject !== undefined && { subject }) },
  data: {},
  templateVersion,
});
const said = async (message: Wordable, channel: 'IN_APP' | 'SMS' | 'WHATSAPP' | 'EMAIL' = 'IN_APP') => {
  await words.ready([message]);
  return words.message(message, READER, channel);
};

describe('words of templates', () => {
  it('are those of the last publication that a message knows', async () => {
    const first = await publish('student-registered', 'IN_APP', 'Hello at {schoolName}', 'One');
    const second = await publish('student-registered', 'IN_APP', 'Hi at {schoolName}', 'Two');
    const third = await publish('student-registered', 'IN_APP', null);
    expect(await said(student(third))).toMatchObject({ title: 'You are registered at Vidyalaya' });
    expect(await said(student(second))).toEqual({ title: 'Two', message: 'Hi at Vidyalaya' });
    expect(await said(student(first))).toEqual({ title: 'One', message: 'Hello at Vidyalaya' });
    expect(await said(student(0))).toMatchObject({ title: 'You are registered at Vidyalaya' });
  });

  it('are asked for when a message knows more than we do, and then never again', async () => {
    await said(student(0));
    expect(asked).not.toHaveBeenCalled();
    const first = await publish('student-registered', 'IN_APP', 'x', 'One');
    await said(student(0));
    expect(asked).not.toHaveBeenCalled();
    await Promise.all(Array.from({ length: 20 }, () => said(student(first))));
    expect(asked).toHaveBeenCalledTimes(1);
    const other = await publish('student-registered', 'SMS', 'y');
    await words.ready([student(0), student(other), student(first)]);
    await said(student(first));
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('are asked for again after the database was away', async () => {
    const number = await publish('student-registered', 'IN_APP', 'x', 'One');
    asked.mockRejectedValueOnce(new Error('away'));
    await expect(said(student(number))).rejects.toThrow('away');
    expect(await said(student(number))).toMatchObject({ title: 'One' });
  });

  it.each(['{gone}', '{schoolName, date, long}', '{schoolName, select, x {y} other {}}', '{{', '{toString}'])(
    'give way to those of the file where they cannot be made: %s',
    async (body) => {
      const number = await publish('student-registered', 'IN_APP', body, 'One');
      for (let time = 0; time < 3; time++) {
        expect(await said(student(number))).toMatchObject({ title: 'You are registered at Vidyalaya' });
      }
      expect(warned).toHaveBeenCalledOnce();
      expect(warned).toHaveBeenCalledWith(
        expect.stringMatching(/Version 1 of student-registered for IN_APP in en/),
      );
    },
  );

  it('give way where they would fill the memory', async () => {
    const number = await publish('student-registered', 'IN_APP', '{schoolName}'.repeat(1_500), 'One');
    expect(await said(student(number, { schoolName: 'x'.repeat(1_000) }))).not.toMatchObject({
      title: 'One',
    });
  });

  it('find nothing in what every object has', async () => {
    const number = await publish('student-registered', 'IN_APP', '{constructor}', '{__proto__}');
    const data = JSON.parse('{"schoolName":"Vidyalaya","__proto__":{"constructor":"x"}}') as TextValues;
    expect(await said(student(number, data))).toMatchObject({ title: 'You are registered at Vidyalaya' });
  });

  it('leave an SMS its one text', async () => {
    const number = await publish('student-registered', 'SMS', 'Welcome to {schoolName}!');
    expect(await said(student(number), 'SMS')).toEqual({
      title: 'You are registered at Vidyalaya',
      message: 'Welcome to Vidyalaya!',
    });
    const literal = await publish('GENERIC', 'SMS', '{titled, select, yes {{title}: } other {}}{message}');
    expect(await said(written(literal), 'SMS')).toEqual({ title: 'Message', message: 'Open {now}' });
    expect(await said(written(literal, 'GENERIC', 'Hall {a}'), 'SMS')).toMatchObject({
      message: 'Hall {a}: Open {now}',
    });
  });

  it('stand around what people write in types of their own only', async () => {
    await publish('EVENT_APPROVAL', 'IN_APP', '<{message}', 'x');
    const number = await publish('GENERIC', 'IN_APP', '“{message}”', '[{title}]');
    expect(await said(written(number))).toEqual({ title: '[Message]', message: '“Open {now}”' });
    expect(await said(written(number, 'ANNOUNCEMENT'))).toMatchObject({ message: 'Open {now}' });
    expect(await said(written(number, 'EVENT_APPROVAL'))).toMatchObject({ message: 'Open {now}' });
    expect(await said(written(number, 'toString'))).toMatchObject({ message: 'Open {now}' });
  });
});
