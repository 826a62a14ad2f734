import type { Locale } from '../../../directory/locales.js';
import type { Declaration } from '../../../notifications/catalog/declare.js';
import { word } from '../../../notifications/wording/wording.js';
import type { Config } from '../../../platform/config/config.js';
import { cut } from '../cut.js';
import { linkOf } from '../link.js';
import type { Outgoing } from '../provider.js';

/** One way to say it; the parts of a message that Meta wants to know. */
export type Form =
  | { type: 'text'; text: { body: string; preview_url: false } }
  | {
      type: 'template';
      template: {
        name: string;
        language: { code: string };
        components: { type: 'body'; parameters: { type: 'text'; text: string }[] }[];
      };
    };

/** How Meta calls the languages of templates. */
const LANGUAGE: Record<Locale, string> = { en: 'en', hi: 'hi', gu: 'gu' };

const LONGEST_TEXT = 4_096;
/** What is filled in and what the template says itself may have 1,024 together. */
const LONGEST_TITLE = 160;
const LONGEST_PARAMETER = 700;

/** Free text, with the title in bold; for who has written to us lately. */
export function textOf(item: Outgoing, config: Config): string {
  const link = linkOf(item, config);
  // Nothing in it ends the bold before its end.
  const title = oneLine(item.said.title).replaceAll('*', '');
  const head = title === '' ? '' : `*${shortenTo(LONGEST_TITLE, title)}*\n`;
  const foot = link === undefined ? '' : `\n\n${link}`;
  const room = LONGEST_TEXT - head.length - foot.length;
  if (room < LONGEST_PARAMETER) return shortenTo(LONGEST_TEXT, head + readable(item.said.message)).trim();
  return (head + shortenTo(room, readable(item.said.message)) + foot).trim();
}

/** An approved template; what it is filled with is in the reader's language. */
function templateOf(name: string, locale: Locale, parameters: readonly string[]): Form {
  return {
    type: 'template',
    template: {
      name,
      language: { code: LANGUAGE[locale] },
      components:
        parameters.length === 0
          ? []
          : [{ type: 'body', parameters: parameters.map((text) => ({ type: 'text', text })) }],
    },
  };
}

/**
 * The ways to say it, the best one first: free text where a window is open, the template of the declaration, and the
 * one for what has none. Meta may refuse one of them and take the next.
 */
export function formsOf(
  item: Outgoing,
  own: Declaration['whatsapp'],
  open: boolean,
  template: string,
  config: Config,
): Form[] {
  const { said, reader, data } = item;
  const { locale, timezone } = reader;
  const values = { ...data, title: said.title, message: said.message };
  return [
    ...(open
      ? [{ type: 'text' as const, text: { body: textOf(item, config), preview_url: false as const } }]
      : []),
    ...(own
      ? [
          templateOf(
            own.template,
            locale,
            own.parameters.map((text) => parameter(word(text, values, locale, timezone), LONGEST_PARAMETER)),
          ),
        ]
      : []),
    templateOf(template, locale, [
      parameter(said.title, LONGEST_TITLE),
      parameter(said.message, LONGEST_PARAMETER),
    ]),
  ];
}

/** Meta refuses line breaks, tabs and runs of spaces, and what is empty. */
const parameter = (text: string, longest: number) => shortenTo(longest, oneLine(text)) || '–';

const shortenTo = (longest: number, text: string) =>
  text.length <= longest
    ? text
    : // A character is a unit at least, so the rest is not looked at.
      cut(
        text.slice(0, longest + 1).toWellFormed(),
        () => '…',
        ({ length }) => length <= longest,
      );

// What a telephone does not show, and what it would show as a line of its own.
const oneLine = (text: string) =>
  text
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex
    .replace(/[\s\u0000-\u001f\u007f\u0085]+/g, ' ')
    .trim();
const readable = (text: string) =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
