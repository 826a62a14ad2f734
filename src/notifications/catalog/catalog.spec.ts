import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../directory/locales.js';
import { EVENTS } from '../../platform/events/event-map.js';
import { say } from '../wording/say.js';
import { Catalog } from './catalog.js';

const catalog = await Catalog.load();

describe('the catalog', () => {
  it('finds every file of declarations/', () => {
    expect(catalog.declarations.length).toBeGreaterThanOrEqual(Object.keys(EVENTS).length);
  });

  it('refuses to start when an event has no declaration', () => {
    const some = catalog.declarations.filter((each) => each.on !== 'event.approved');
    expect(() => new Catalog(some)).toThrow(/nothing is declared for event\.approved/);
  });

  it('refuses to start when a declaration lacks a language', () => {
    const [first, ...rest] = catalog.declarations;
    if (!first) throw new Error('The catalog is empty.');
    const { gu: _gujarati, ...texts } = first.texts;
    const broken = { ...first, texts: texts as typeof first.texts };
    expect(() => new Catalog([broken, ...rest])).toThrow(`${first.name} has no texts in gu`);
  });
});

describe.each(catalog.declarations.map((each) => [each.name, each] as const))('%s', (_name, declaration) => {
  it('has a sample that its event would carry', () => {
    expect(EVENTS[declaration.on].parse(declaration.sample)).toEqual(declaration.sample);
  });

  it.each(LOCALES)('is worded in %s', (locale) => {
    const said = say(declaration.texts, declaration.values(declaration.sample), {
      locale,
      timezone: 'Asia/Kolkata',
    });
    for (const text of [said.title, said.message, said.email.subject, said.email.body]) {
      expect(text).not.toBe('');
      expect(text).not.toMatch(/[{}]|undefined|Invalid Date|\[object/);
    }
    expect(said).toMatchSnapshot();
  });
});
