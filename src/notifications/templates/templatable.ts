import { LOCALES, type Locale } from '../../directory/locales.js';
import { conflict, notFound } from '../../platform/errors/app-error.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Declaration, TextValues } from '../catalog/declare.js';
import { SENT_BY_PEOPLE, type NotificationType } from '../types.js';
import type { Channel } from '../vocabulary.js';
import { literalValues } from '../wording/literal.js';
import { textsFor } from '../wording/say.js';
import type { TemplateText } from './template-key.js';

/** Something whose words templates may replace. */
export interface Templatable {
  name: string;
  type: NotificationType;
  /** The event that raises it; null where people write it. */
  event: string | null;
  /** The channels that it goes by on its own. What people write goes wherever they say. */
  channels: readonly Channel[] | null;
  /** What its texts are filled with, as an example. */
  sample: (locale: Locale) => TextValues;
  file: (channel: Channel, locale: Locale) => TemplateText;
}

/** Where a text is all there is. */
export const HAS_SUBJECT: Record<Channel, boolean> = {
  IN_APP: true,
  EMAIL: true,
  PUSH: true,
  SMS: false,
  WHATSAPP: false,
  WEBHOOK: true,
};

export const templatables = (catalog: Catalog): Templatable[] => [
  ...SENT_BY_PEOPLE.map(writtenByPeople),
  ...catalog.declarations.map(declared),
];

/** By its name, or by its type where that has one declaration only. */
export function findTemplatable(catalog: Catalog, name: string): Templatable {
  const all = templatables(catalog);
  const named = all.find((each) => each.name === name);
  if (named) return named;
  const ofType = all.filter(({ type }) => type === name.toUpperCase());
  const [only, ...others] = ofType;
  if (!only) {
    throw notFound(`No template is called ${name.slice(0, 100)}. GET /api/templates lists those there are.`);
  }
  if (others.length === 0) return only;
  throw conflict(
    `${only.type} is told in several ways. Name one of them: ${ofType.map((each) => each.name).join(', ')}.`,
  );
}

const declared = (declaration: Declaration): Templatable => ({
  name: declaration.name,
  type: declaration.type,
  event: declaration.on,
  channels: declaration.channels,
  sample: () => declaration.values(declaration.sample),
  file: (channel, locale) => {
    const { title, message } = textsFor(declaration.texts[locale], channel);
    return { subject: HAS_SUBJECT[channel] ? title : null, body: message };
  },
});

/** As an ICU text, what is quoted word for word. */
const QUOTED_IN_SMS = '{titled, select, yes {{title}\n} other {}}{message}';

const writtenByPeople = (type: NotificationType): Templatable => ({
  name: type,
  type,
  event: null,
  channels: null,
  sample: (locale) => literalValues({ message: WRITTEN[locale] }, type, locale),
  file: (channel) => ({
    subject: HAS_SUBJECT[channel] ? '{title}' : null,
    body: channel === 'SMS' ? QUOTED_IN_SMS : '{message}',
  }),
});

const WRITTEN: Record<Locale, string> = {
  en: 'The hall is closed on Sunday.',
  hi: 'रविवार को सभागार बंद रहेगा।',
  gu: 'રવિવારે સભાખંડ બંધ રહેશે.',
};

export const isLocale = (text: string): text is Locale => (LOCALES as readonly string[]).includes(text);
