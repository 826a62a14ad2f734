import { expect, it } from 'vitest';
import { LOCALES } from '../src/directory/locales.js';
import { Catalog } from '../src/notifications/catalog/catalog.js';
import { textsFor } from '../src/notifications/wording/say.js';
import { Publications } from '../src/notifications/templates/publications.js';
import { CHANNELS, type Channel } from '../src/notifications/vocabulary.js';
import { WordsOf, type Wordable } from '../src/notifications/wording/words-of.js';
import { Database } from '../src/platform/database/database.js';
import { afterFile } from '../test/support/after-file.js';
import { testDatabase } from '../test/support/database.js';
import { median, pairs, report, seconds, thousands } from './support/measure.js';

const RENDERS = 50_000;
const TIMEZONES = ['Asia/Kolkata', 'Europe/London', 'America/New_York', 'UTC'];

/** The texts of the file, published once more as templates of the same words. */
it('words made for readers in three languages and four timezones', async (context) => {
  const database = new Database((await testDatabase()).url);
  afterFile(() => database.onApplicationShutdown());
  const catalog = await Catalog.load();
  const last = await publishAll(database, catalog);
  const words = new WordsOf(catalog, new Publications(database));
  await words.ready([{ templateVersion: last }]);

  for (const channel of CHANNELS) {
    const measured = await pairs(
      () => seconds(() => render(words, messages(catalog, last), channel)),
      () => seconds(() => render(words, messages(catalog, 0), channel)),
    );
    const ratios = measured.map(({ ours, theirs }) => theirs / ours);
    const rate = (times: number[]) => thousands(RENDERS / median(times));
    report(context, {
      measure: `words for ${channel}: from a published template ÷ from the file`,
      target: { atLeast: 0.5 },
      value: median(ratios),
      each: ratios,
      detail: `${rate(measured.map(({ ours }) => ours))} against ${rate(measured.map(({ theirs }) => theirs))} renders/s on one core, ${catalog.declarations.length} notifications in turn`,
    });
  }
});

const messages = (catalog: Catalog, templateVersion: number): Wordable[] =>
  catalog.declarations.map(({ name, type, values, sample }) => ({
    type,
    declaration: name,
    content: null,
    data: values(sample),
    templateVersion,
  }));

function render(words: WordsOf, all: readonly Wordable[], channel: Channel): Promise<void> {
  let length = 0;
  for (let n = 0; n < RENDERS; n++) {
    const reader = { locale: LOCALES[n % 3]!, timezone: TIMEZONES[n % 4]! };
    length += words.message(all[n % all.length]!, reader, channel).message.length;
  }
  expect(length).toBeGreaterThan(RENDERS);
  return Promise.resolve();
}

async function publishAll(database: Database, catalog: Catalog): Promise<number> {
  const by = crypto.randomUUID();
  const texts = catalog.declarations.flatMap(({ name, texts: own }) =>
    CHANNELS.flatMap((channel) =>
      LOCALES.map((locale) => ({ name, channel, locale, ...textsFor(own[locale], channel) })),
    ),
  );
  await database.query(
    `INSERT INTO templates (name, channel, locale, version, subject, body, created_by)
     SELECT name, channel::channel, locale, 1, CASE WHEN channel NOT IN ('SMS', 'WHATSAPP') THEN title END, message, $2
       FROM jsonb_to_recordset($1) AS texts(name text, channel text, locale text, title text, message text)`,
    [JSON.stringify(texts), by],
  );
  const [row] = await database.query<{ last: number }>(
    `WITH published AS (
       INSERT INTO template_publications (name, channel, locale, version, published_by)
       SELECT name, channel, locale, version, created_by FROM templates RETURNING number
     )
     SELECT max(number)::int AS last FROM published`,
  );
  return row?.last ?? 0;
}
