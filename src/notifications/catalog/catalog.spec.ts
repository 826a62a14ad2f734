import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../directory/locales.js';
import { EVENTS } from '../../platform/events/event-map.js';
import { CHANNELS } from '../vocabulary.js';
import { say } from '../wording/say.js';
import { Catalog } from './catalog.js';
import { draftOf } from './draft-of.js';

const catalog = await Catalog.load();

it('finds every file of declarations/', () => {
  expect(catalog.declarations.length).toBeGreaterThanOrEqual(Object.keys(EVENTS).length);
});

describe.each(catalog.declarations.map((each) => [each.name, each] as const))('%s', (_name, declaration) => {
  it('has a sample that its event would carry', () => {
    expect(EVENTS[declaration.on].parse(declaration.sample)).toEqual(declaration.sample);
  });

  it('goes its way', () => {
    const { audience, channels, priority, strategy, link, dedupe, expiresAt } = draftOf(
      declaration,
      'sample',
      declaration.sample,
    )!;
    expect({ audience, channels, priority, strategy, link, dedupe, expiresAt }).toMatchSnapshot();
  });

  describe.each(LOCALES)('in %s', (locale) => {
    it.each(CHANNELS)('is worded for %s', (channel) => {
      const reader = { locale, timezone: 'Asia/Kolkata' };
      const said = say(declaration.texts, declaration.values(declaration.sample), reader, channel);
      for (const text of [said.title, said.message]) {
        expect(text).not.toBe('');
        expect(text).not.toMatch(/[{}]|undefined|Invalid Date|\[object/);
      }
      expect(said).toMatchSnapshot();
    });
  });
});
