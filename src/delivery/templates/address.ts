import { LOCALES } from '../../directory/locales.js';
import { Catalog } from '../../notifications/catalog/catalog.js';
import { findTemplatable, isLocale, type Templatable } from '../../notifications/templates/templatable.js';
import type { TemplateKey } from '../../notifications/templates/template-key.js';
import { CHANNELS, type Channel } from '../../notifications/vocabulary.js';
import { notFound } from '../../platform/errors/app-error.js';

/** Where a text stands, as the path of a call says it. */
export interface TemplatePath {
  name: string;
  channel: string;
  locale: string;
}

export interface Addressed {
  templatable: Templatable;
  key: TemplateKey;
}

export function addressed(catalog: Catalog, { name, channel, locale }: TemplatePath): Addressed {
  const templatable = findTemplatable(catalog, name);
  const known = channel.toUpperCase();
  const language = locale.toLowerCase();
  if (!isChannel(known)) throw notFound(`There is no such channel. Take one of ${CHANNELS.join(', ')}.`);
  if (!isLocale(language))
    throw notFound(`There are no texts in this language. Take one of ${LOCALES.join(', ')}.`);
  return { templatable, key: { name: templatable.name, channel: known, locale: language } };
}

const isChannel = (text: string): text is Channel => (CHANNELS as readonly string[]).includes(text);
