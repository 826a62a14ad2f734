import { describe, expect, it } from 'vitest';
import { testConfig } from '../../../test/support/http-app.js';
import { outgoing } from '../../../test/support/outgoing.js';
import { LOCALES, type Locale } from '../../directory/locales.js';
import { Catalog } from '../../notifications/catalog/catalog.js';
import type { Declaration } from '../../notifications/catalog/declare.js';
import { draftOf } from '../../notifications/catalog/draft-of.js';
import { mandatoryChannels, SENT_BY_PEOPLE } from '../../notifications/types.js';
import type { Channel } from '../../notifications/vocabulary.js';
import { quote } from '../../notifications/wording/literal.js';
import { say, type Said } from '../../notifications/wording/say.js';
import type { Outgoing } from './provider.js';
import { MAIL_OF, type Mail } from './sandbox/mail-of.js';
import { segmentsOf } from './sms/segments.js';
import { bodyOf, toldOf } from './webhook/payload.js';
import { formsOf } from './whatsapp/compose.js';

const config = testConfig();
const catalog = await Catalog.load();
const timezone = 'Asia/Kolkata';

const ADDRESSES: Partial<Record<Channel, string>> = {
  EMAIL: 'meera@example.test',
  SMS: '+919876543210',
  WHATSAPP: '+919876543210',
};

interface Told {
  name: string;
  declaration?: Declaration;
  item: (channel: Channel, locale: Locale) => Outgoing;
}

const ofMember = (channel: Channel, locale: Locale, over: Partial<Outgoing>) =>
  outgoing({
    channel,
    to: ADDRESSES[channel] ?? '01937b6e-7c00-7000-8000-000000000009',
    userId: '01937b6e-7c00-7000-8000-000000000009',
    reader: { locale, timezone },
    ...over,
  });

const declared = (declaration: Declaration): Told => ({
  name: declaration.name,
  declaration,
  item(channel, locale) {
    const { name, type, texts, values, sample } = declaration;
    const data = values(sample);
    const said = say(texts, data, { locale, timezone }, channel);
    const link = draftOf(declaration, 'sample', sample)?.link ?? null;
    return ofMember(channel, locale, { declaration: name, type, said, data, link });
  },
});

const WRITTEN: Record<Locale, Said> = {
  en: { title: 'Dinner {at} eight', message: 'Bring <b>your own</b> plates & “cups”.' },
  hi: { title: 'आठ बजे {भोजन}', message: 'अपनी थाली & “गिलास” <b>साथ</b> लाएँ।' },
  gu: { title: 'આઠ વાગ્યે {ભોજન}', message: 'તમારી થાળી & “ગ્લાસ” <b>સાથે</b> લાવો.' },
};

const written = (type: (typeof SENT_BY_PEOPLE)[number]): Told => ({
  name: type,
  item(channel, locale) {
    const { title: subject, message } = WRITTEN[locale];
    const said = quote({ subject, message }, type, locale, channel);
    return ofMember(channel, locale, { type, said, link: null });
  },
});

const all = [...catalog.declarations.map(declared), ...SENT_BY_PEOPLE.map(written)];

function mailOf(item: Outgoing): Mail {
  const mail = MAIL_OF[item.channel](item, config);
  if ('kind' in mail) throw new Error(`It does not leave: ${mail.kind}`);
  return mail;
}

const lengthOf = (text: string) => Array.from(new Intl.Segmenter().segment(text)).length;
const CUT = /(…|\.\.\.)$/;
/** Signed addresses say nothing to who reads a snapshot. */
const readable = (text: string) => text.replaceAll(/(\/api\/(?:unsubscribe|links)\/)[\w-]+/g, '$1…');

const templatesOf = (item: Outgoing, declaration: Declaration | undefined) =>
  formsOf(item, declaration?.whatsapp, false, 'munadi_message', config).flatMap((form) =>
    form.type === 'template' ? form.template : [],
  );
type Template = ReturnType<typeof templatesOf>[number];
const parametersOf = ({ components }: Template) =>
  components.flatMap(({ parameters }) => parameters.map(({ text }) => text));

describe.each(all.map((told) => [told.name, told] as const))('%s', (_name, { declaration, item }) => {
  describe.each(LOCALES)('as it leaves in %s', (locale) => {
    it('reads well', () => {
      const [email, push, sms] = (['EMAIL', 'PUSH', 'SMS'] as const).map((each) =>
        mailOf(item(each, locale)),
      );
      const whatsapp = item('WHATSAPP', locale);
      const lines = [
        ['EMAIL', email?.subject, email?.body],
        ['PUSH', push?.subject, push?.body],
        ['SMS', sms?.body, `(${sms?.headers['Encoding']}, ${sms?.headers['Segments']})`],
        ['WHATSAPP', mailOf(whatsapp).body],
        ...templatesOf(whatsapp, declaration).map((each) => [each.name, ...parametersOf(each)]),
      ];
      expect(readable(lines.map((each) => each.join('\n')).join('\n\n'))).toMatchSnapshot();
    });

    it('is an email in its language, with a way out where there may be one', () => {
      const email = item('EMAIL', locale);
      const { subject, body, html, headers } = mailOf(email);
      expect(subject).toMatch(/^[^\r\n]+$/);
      expect(html).toContain(`<html lang="${locale}"`);
      expect(html).not.toMatch(/<b>|<script|\[object|undefined/);
      expect(html?.includes('class="button"')).toBe(email.link !== null);
      const optional = !mandatoryChannels(email.type).includes('EMAIL');
      expect(Object.hasOwn(headers, 'List-Unsubscribe')).toBe(optional);
      expect([html, body].map((text) => text?.includes('/api/unsubscribe/'))).toEqual([optional, optional]);
    });

    it('is a push of 150 characters at most', () => {
      const { subject, body } = mailOf(item('PUSH', locale));
      expect(subject).toMatch(/\S/);
      expect(lengthOf(body)).toBeLessThanOrEqual(150);
    });

    it('is one SMS that says all of it, and an alert three at most', () => {
      const sms = item('SMS', locale);
      const { body, headers } = mailOf(sms);
      const segments = segmentsOf(body);
      expect(headers).toEqual({ Encoding: segments.encoding, Segments: String(segments.count) });
      expect(segments.count).toBeLessThanOrEqual(sms.type.endsWith('_ALERT') ? 3 : 1);
      const words = body.split('\nhttp')[0] ?? '';
      expect(words).not.toMatch(CUT);
      // In English the typography of a date or an amount costs nothing, and elsewhere there is room for the emoji.
      const bare = words.replace(/^\p{Extended_Pictographic}\s/u, '');
      if (locale === 'en') expect(segmentsOf(bare).encoding).toBe('GSM-7');
      else expect(bare).not.toBe(words);
    });

    it('is a WhatsApp message that Meta takes', () => {
      const whatsapp = item('WHATSAPP', locale);
      expect(mailOf(whatsapp).body.length).toBeLessThanOrEqual(4_096);
      const parameters = templatesOf(whatsapp, declaration).flatMap(parametersOf);
      expect(parameters.length).toBeGreaterThan(1);
      for (const text of parameters) expect(text).toMatch(/^(?!.*( {4}|\t)).{1,700}$/);
    });

    it('is a call that programs, Slack and Discord understand', () => {
      const webhook = item('WEBHOOK', locale);
      const { title, message } = webhook.said;
      expect(JSON.parse(mailOf(webhook).body)).toMatchObject({
        type: 'notification',
        data: { title, message, type: webhook.type, data: webhook.data },
      });
      const bodies = (['slack', 'discord'] as const).map((each) => bodyOf(toldOf(webhook, config), each));
      expect(bodies.map((each) => JSON.parse(each) as object)).toEqual([
        { text: expect.stringMatching(/^\*.+\*\n\S/) as string },
        { content: expect.stringMatching(/^\*\*.+\*\*\n\S/) as string, allowed_mentions: { parse: [] } },
      ]);
    });
  });
});
