import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../directory/locales.js';
import { EVENTS } from '../../platform/events/event-map.js';
import { CHANNELS } from '../vocabulary.js';
import { templatables } from '../templates/templatable.js';
import { SENT_BY_PEOPLE } from '../types.js';
import { literalValues, quote } from '../wording/literal.js';
import { fill, say } from '../wording/say.js';
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
      // How the other channels say it is kept where it leaves: delivery/channels/catalog-as-it-leaves.
      if (channel === 'IN_APP') expect(said).toMatchSnapshot();
    });

    it('has a text that is short enough for one SMS, with room for an emoji', () => {
      const { name, texts, values, sample } = declaration;
      // What to do in an emergency may take as long as it takes; what has happened comes first.
      if (name === 'emergency-alert') return;
      expect(texts[locale].sms).toBeDefined();
      const said = say(texts, values(sample), { locale, timezone: 'Asia/Kolkata' }, 'SMS');
      expect(said.message.length).toBeLessThanOrEqual(locale === 'en' ? 150 : 64);
    });
  });
});

describe.each(SENT_BY_PEOPLE)('what people write as a %s', (type) => {
  describe.each(LOCALES)('in %s', (locale) => {
    it.each(CHANNELS)('is said word for word on %s', (channel) => {
      const words = (subject?: string) => {
        const content = { subject, message: 'At {noon} <b>#1</b>' };
        return quote(content, type, locale, channel);
      };
      expect([words(), words('{Hall}')]).toMatchSnapshot();
    });

    it.each(CHANNELS)('is what the template of the file makes of it on %s', (channel) => {
      const of = templatables(catalog).find(({ name }) => name === type)!;
      for (const content of [{ message: 'At {noon}' }, { subject: '{Hall}', message: 'x' }]) {
        const { subject, body } = of.file(channel, locale);
        const text = { title: subject ?? '{title}', message: body };
        const values = literalValues(content, type, locale);
        expect(fill(text, values, { locale, timezone: 'UTC' })).toEqual(
          quote(content, type, locale, channel),
        );
      }
    });
  });
});
