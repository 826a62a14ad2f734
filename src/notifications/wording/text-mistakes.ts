import {
  isDateElement,
  isLiteralElement,
  isNumberElement,
  isPoundElement,
  isTagElement,
  isTimeElement,
  parse,
  type MessageFormatElement,
} from '@formatjs/icu-messageformat-parser';
import { partsOf } from './parts.js';
import { inMoney } from './wording.js';

/** Any other style would be told in the timezone of the server, or as a bare number. */
const STYLES = {
  date: ['short', 'medium', 'long'],
  time: ['short'],
  number: ['money', 'integer', 'percent'],
};

/** Why an ICU text cannot be filled with values of these names, in half sentences. */
export function textMistakes(text: string, given: readonly string[], cure = 'add it there'): string[] {
  let parts: MessageFormatElement[];
  try {
    parts = partsOf(parse(text));
  } catch (error) {
    return [`is not a valid ICU message (${(error as Error).message}): look at its braces and plurals`];
  }
  const missing = [...new Set(parts.flatMap(namesOf))].filter((name) => !given.includes(name));
  return [
    ...missing.map((name) => `names {${name}}, which \`values\` does not give: ${cure}`),
    ...parts.filter(isTagElement).map(({ value }) => `holds the tag <${value}>: write plain text`),
    ...parts.flatMap(styleMistakes),
  ];
}

function namesOf(part: MessageFormatElement): string[] {
  if (isLiteralElement(part) || isPoundElement(part) || isTagElement(part)) return [];
  return isNumberElement(part) && inMoney(part) ? [part.value, 'currency'] : [part.value];
}

function styleMistakes(part: MessageFormatElement): string[] {
  const kind = isDateElement(part) ? 'date' : isTimeElement(part) ? 'time' : undefined;
  if (kind && 'style' in part && !isOneOf(STYLES[kind], part.style)) {
    return [`tells {${part.value}} as a ${kind} in no style we have: take ${STYLES[kind].join(', ')}`];
  }
  if (isNumberElement(part) && typeof part.style === 'string' && !isOneOf(STYLES.number, part.style)) {
    return [`tells {${part.value}} as a number in no style we have: take ${STYLES.number.join(', ')}`];
  }
  return [];
}

const isOneOf = (styles: readonly string[], style: unknown) =>
  typeof style === 'string' && styles.includes(style);
