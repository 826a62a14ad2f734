import type { Locale } from '../../../directory/locales.js';
import type { ProvidersConfig } from '../../../platform/config/providers-config.js';
import { readableOn, textOn } from './colours.js';
import { escape } from './escape.js';
import { EMAIL_WORDS } from './words.js';

type Brand = ProvidersConfig['email']['brand'];

/** All of an email that is the same for everybody of a language, made once. */
export interface Frame {
  /** Up to the title of the page. */
  head: string;
  /** From behind the preheader to the message. */
  top: string;
  /** Of the button, around its address. */
  button: readonly [string, string];
  /** From behind the message to the reason, or to the same with an unsubscribe link after it. */
  because: string;
  becauseAll: string;
  unsubscribe: readonly [string, string];
  bottom: string;
}

const LIGHT = { page: '#f3f4f6', card: '#ffffff', text: '#111827', quiet: '#5b6470', line: '#e5e7eb' };
const DARK = { page: '#111827', card: '#1f2937', text: '#f3f4f6', quiet: '#a8b0bd', line: '#374151' };
const FONT =
  "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Devanagari','Noto Sans Gujarati',sans-serif";

export function frameOf(brand: Brand, locale: Locale): Frame {
  const words = EMAIL_WORDS[locale];
  const name = escape(brand.name);
  const address = brand.address === undefined ? '' : `<br>${escape(brand.address)}`;
  return {
    head: `<!doctype html>
<html lang="${locale}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<style>${styles(brand.color)}</style>
`,
    top: `<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${LIGHT.page}"><tr><td class="edge" align="center">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" class="column">
<tr><td class="brand">${mark(brand, name)}</td></tr>
<tr><td class="card" bgcolor="${LIGHT.card}">
`,
    button: [
      `<table role="presentation" cellpadding="0" cellspacing="0" border="0" class="action"><tr><td bgcolor="${brand.color}"><a class="button" href="`,
      `">${words.open}</a></td></tr></table>
`,
    ],
    because: foot(`<span>${escape(words.because(brand.name))}</span>`),
    becauseAll: foot(`<span>${escape(words.becauseAll(brand.name))}</span>`),
    unsubscribe: [' <a href="', `">${words.unsubscribe}</a>`],
    bottom: `<br>${name}${address}</td></tr>
</table>
</td></tr></table>
</body>
</html>`,
  };
}

const mark = ({ logoUrl }: Brand, name: string) =>
  logoUrl === undefined ? name : `<img src="${escape(logoUrl)}" height="40" alt="${name}">`;

const foot = (because: string) => `</td></tr>
<tr><td class="quiet foot">${because}`;

/** The dark rules come last and are marked, because some programs write the light ones into the elements. */
const styles = (colour: string) => `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 0; background: ${LIGHT.page}; -webkit-text-size-adjust: 100%; }
.page { background: ${LIGHT.page}; }
.edge { padding: 24px 12px; }
.column { width: 100%; max-width: 600px; margin: 0 auto; }
td { font-family: ${FONT}; font-size: 16px; line-height: 1.55; text-align: start; overflow-wrap: anywhere; }
.brand { padding: 0 4px 14px; font-size: 17px; font-weight: 700; color: ${LIGHT.text}; }
.brand img { display: block; height: 40px; width: auto; max-width: 100%; border: 0; }
.card { padding: 28px 28px 30px; border-radius: 12px; background: ${LIGHT.card}; color: ${LIGHT.text}; }
h1 { margin: 0 0 14px; font-size: 21px; line-height: 1.35; font-weight: 700; }
p { margin: 0 0 14px; }
.link { color: ${readableOn(LIGHT.card, colour)}; }
.action { margin-top: 22px; }
.action td { border-radius: 8px; background: ${colour}; }
.button { display: inline-block; padding: 11px 24px; color: ${textOn(colour)}; font-weight: 600; text-decoration: none; }
.entry { margin: 0 0 16px; padding: 0 0 16px; border-bottom: 1px solid ${LIGHT.line}; }
.entry:last-child { margin: 0; padding: 0; border: 0; }
.name { font-weight: 600; }
.quiet { font-size: 13px; color: ${LIGHT.quiet}; }
.foot { padding: 16px 4px 8px; }
.foot a { color: ${LIGHT.quiet}; white-space: nowrap; }
@media (max-width: 480px) { .edge { padding: 16px 8px; } .card { padding: 22px 18px 24px; } }
@media (prefers-color-scheme: dark) {
  body, .page { background: ${DARK.page} !important; }
  .card { background: ${DARK.card} !important; color: ${DARK.text} !important; }
  .brand { color: ${DARK.text} !important; }
  .quiet, .foot a { color: ${DARK.quiet} !important; }
  .link { color: ${readableOn(DARK.card, colour)} !important; }
  .entry { border-color: ${DARK.line} !important; }
}
`;
