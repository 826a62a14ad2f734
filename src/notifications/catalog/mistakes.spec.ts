import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Catalog } from './catalog.js';
import type { Declaration } from './declare.js';
import { mistakesIn } from './mistakes.js';

const { declarations } = await Catalog.load();
const approved = declarations.find(({ name }) => name === 'event-approved')!;
const others = declarations.filter((each) => each !== approved);
const { texts } = approved;

/** What somebody who writes declarations may get wrong, as far as the compiler lets them. */
const broken = (over: object): Declaration => ({ ...approved, ...over });
const inHindi = (over: object) => ({ texts: { ...texts, hi: { ...texts.hi, ...over } } });
const fails = () => {
  throw new Error('no such field');
};

it('finds nothing wrong with what is there', () => {
  expect(mistakesIn(declarations)).toEqual([]);
});

describe('the catalog does not start when', () => {
  it('nothing is declared for an event', () => {
    expect(mistakesIn(others)).toEqual([
      "nothing is declared for event.approved: add a file with `on: 'event.approved'`",
    ]);
  });

  it('two declarations have one name', () => {
    expect(mistakesIn([...declarations, approved])).toEqual([
      'two declarations are called event-approved: give one of them another name',
    ]);
  });

  it('nothing raises a type that people do not send either', () => {
    const dull = declarations.map((each) => ({ ...each, type: 'GENERIC' as const }));
    const mistakes = mistakesIn(dull.map((each) => (each.on.startsWith('event.') ? each : broken(each))));
    expect(mistakes).toContainEqual(
      expect.stringContaining('nothing is of the type SECURITY_ALERT: declare'),
    );
    expect(mistakes.join()).not.toContain('nothing is of the type ANNOUNCEMENT');
  });

  it.each<[string, object, RegExp]>([
    [
      'its event does not exist',
      { on: 'event.aproved' },
      /no event is called event\.aproved: take one of .*event\.approved/,
    ],
    [
      'a parameter of its template names what is not there',
      { whatsapp: { template: 'event_approved', parameters: ['{title}', '{nobody}'] } },
      /its WhatsApp parameter \{\{2\}\} names \{nobody\}, which `values` does not give/,
    ],
    [
      'a parameter of its template is no ICU',
      { whatsapp: { template: 'event_approved', parameters: ['{title'] } },
      /its WhatsApp parameter \{\{1\}\} is not a valid ICU message/,
    ],
    [
      'its template is called as Meta calls none',
      { whatsapp: { template: 'Event Approved', parameters: ['{title}'] } },
      /its WhatsApp template is called "Event Approved": take small letters/,
    ],
    [
      'its event is told to nobody',
      { on: 'event.nearing' },
      /event\.nearing is told to nobody: declare it for the event that follows from it/,
    ],
    [
      'its type does not exist',
      { type: 'EVENT_APROVAL' },
      /its type EVENT_APROVAL does not exist: take one of GENERIC, /,
    ],
    ['it goes by no channel', { channels: [] }, /goes by no channel: name at least IN_APP/],
    [
      'it goes by a channel that is none',
      { channels: ['IN_APP', 'FAX'] },
      /goes by FAX, which is no channel: take one of IN_APP, /,
    ],
    ['it lacks its channels', { channels: undefined }, /it is not whole \(.*\): compare it with/],
    ['it lacks its texts', { texts: undefined }, /it is not whole \(.*\): compare it with/],
    ['it lacks a language', { texts: { en: texts.en, gu: texts.gu } }, /has no texts in hi: add `texts\.hi`/],
    [
      'a text is not ICU',
      inHindi({ title: '{title' }),
      /its title in hi is not a valid ICU message \(.*look at its braces/,
    ],
    [
      'a plural lacks `other`',
      inHindi({ message: '{n, plural, one {#}}' }),
      /its message in hi is not a valid ICU message/,
    ],
    [
      'a text names what is not given',
      inHindi({ message: '{titel}' }),
      /its message in hi names \{titel\}, which `values` does not give/,
    ],
    [
      'a branch of a text names what is not given',
      inHindi({ message: '{title, select, a {{nobody}} other {}}' }),
      /names \{nobody\}/,
    ],
    [
      'an email names what is not given',
      inHindi({ email: { subject: '{x}', body: 'y' } }),
      /its subject in hi names \{x\}/,
    ],
    ['a text tells money of no currency', inHindi({ title: '{title, number, money}' }), /names \{currency\}/],
    [
      'a date would be told in the timezone of the server',
      inHindi({ title: '{startsAt, date}' }),
      /\{startsAt\} as a date in no style we have: take short, medium, long/,
    ],
    [
      'a style of numbers is mistyped',
      inHindi({ title: '{title, number, mony}' }),
      /as a number in no style we have: take money/,
    ],
    [
      'a text cannot be filled',
      { values: () => ({ ...approved.values(approved.sample), startsAt: 'soon' }) },
      /texts in en cannot be filled with the sample \(.*: correct `values`/,
    ],
    [
      'the sample is not of its event',
      { sample: { ...approved.sample, eventId: 'x' } },
      /its `sample` is not what event\.approved carries \(eventId: .*\): correct it/,
    ],
    [
      'the sample reaches nobody',
      { to: () => ({ include: [] }) },
      /reaches nobody: choose one for which `to` names somebody/,
    ],
    ['the sample does not raise it', { when: () => false }, /its `when` says no to its `sample`/],
    ['`when` throws', { when: fails }, /`when` cannot make sense \(no such field\) of its sample: correct/],
    ['`to` throws', { to: fails }, /`to` cannot make sense/],
    ['`values` throws', { values: fails }, /`values` cannot make sense/],
    ['`link` throws', { link: fails }, /`link` cannot make sense/],
    ['`expiresAt` throws', { expiresAt: fails }, /`expiresAt` cannot make sense/],
    [
      '`expiresAt` is no moment',
      { expiresAt: () => 'soon' },
      /`expiresAt` cannot make sense \(soon is no moment\)/,
    ],
    ['`dedupe.key` throws', { dedupe: { key: fails, withinSeconds: 1 } }, /`dedupe\.key` cannot make sense/],
    [
      'duplicates are looked for in no time',
      { dedupe: { key: () => 'k', withinSeconds: 0 } },
      /holds for 0 seconds: give a whole number above zero/,
    ],
    ['or in half a second', { dedupe: { key: () => 'k', withinSeconds: 0.5 } }, /holds for 0\.5 seconds/],
    ['or in no number', { dedupe: { key: () => 'k', withinSeconds: Number.NaN } }, /holds for NaN seconds/],
  ])('%s', (_what, over, sentence) => {
    // Beside a right one, so that its event and its type are not missed as well.
    const [mistake, ...more] = mistakesIn([...declarations, broken({ ...over, name: 'mistaken' })]);
    expect(mistake).toMatch(sentence);
    expect(mistake).toMatch(/^declarations\/mistaken\.ts: [^\n]+$/);
    // A value that cannot be told is missed in every language.
    expect(more.every((line) => line.startsWith('declarations/mistaken.ts: its texts in'))).toBe(true);
  });

  it('and all mistakes are told together', () => {
    const several = broken({ name: 'mistaken', type: 'X', channels: [], ...inHindi({ title: '{' }) });
    expect(
      () => new Catalog([...declarations, several], ['declarations/other.ts: it cannot be loaded']),
    ).toThrow(
      /^The catalog is not right:\n- declarations\/other[^\n]+\n- [^\n]+its type X[^\n]+\n- [^\n]+no channel[^\n]+\n- [^\n]+its title in hi[^\n]+$/,
    );
  });
});

describe('a file of the catalog', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'munadi-declarations-'));
    await writeFile(join(folder, 'breaks.js'), `throw new Error('half written');`);
    await writeFile(join(folder, 'empty.js'), 'export const declaration = {};');
    await writeFile(join(folder, 'other-name.js'), `export default { name: 'another-name' };`);
    await writeFile(join(folder, 'empty.spec.ts'), 'the catalog does not read specs');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('that holds no declaration of its name is told of, with the others', async () => {
    const refusal = await Catalog.load(folder).catch((error: Error) => error.message);
    expect(refusal).toContain('- declarations/breaks.js: it cannot be loaded (half written)');
    expect(refusal).toContain('- declarations/empty.js: it exports no declaration of its name');
    expect(refusal).toContain(
      `- declarations/other-name.js: it exports no declaration of its name: \`export default declare({ name: 'other-name'`,
    );
    expect(refusal).toContain('- nothing is declared for event.approved');
    expect(refusal).not.toContain('spec');
  });
});
