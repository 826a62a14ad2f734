import { z } from 'zod';
import { LOCALES, type Locale } from '../../directory/locales.js';
import { EVENTS, isEventName, isInternal, type EventName } from '../../platform/events/event-map.js';
import { SENT_BY_PEOPLE, TYPES, type NotificationType } from '../types.js';
import { CHANNELS } from '../vocabulary.js';
import { say } from '../wording/say.js';
import { textMistakes } from '../wording/text-mistakes.js';
import { word } from '../wording/wording.js';
import type { Declaration, Texts, TextValues } from './declare.js';
import { draftOf } from './draft-of.js';
import { typeMistakes } from './type-mistakes.js';

/** Everything that is wrong with the catalog, one line each: where, what, and what to do about it. */
export function mistakesIn(declarations: readonly Declaration[]): string[] {
  return [
    ...typeMistakes(),
    ...gapsOf(declarations),
    ...declarations.flatMap((each) =>
      mistakesOf(each).map((mistake) => `declarations/${each.name}.ts: ${mistake}`),
    ),
  ];
}

function gapsOf(declarations: readonly Declaration[]): string[] {
  const names = declarations.map(({ name }) => name);
  const doubled = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  const told = new Set(declarations.map(({ on }) => on));
  const silent = (Object.keys(EVENTS) as EventName[]).filter(
    (event) => !told.has(event) && !isInternal(event),
  );
  const raised = new Set([...declarations.map(({ type }) => type), ...SENT_BY_PEOPLE]);
  const idle = Object.keys(TYPES).filter((type) => !raised.has(type as NotificationType));
  return [
    ...silent.map((event) => `nothing is declared for ${event}: add a file with \`on: '${event}'\``),
    ...[...doubled].map((name) => `two declarations are called ${name}: give one of them another name`),
    ...idle.map(
      (type) =>
        `nothing is of the type ${type}: declare a notification of it, or take it out of notifications/types.ts`,
    ),
  ];
}

function mistakesOf(declaration: Declaration): string[] {
  try {
    return partsMistaken(declaration);
  } catch (error) {
    // The build does not check types, so that a whole part may be missing.
    return [`it is not whole (${(error as Error).message}): compare it with the one beside it`];
  }
}

function partsMistaken(declaration: Declaration): string[] {
  const { type, channels, dedupe, texts } = declaration;
  const seconds = dedupe?.withinSeconds ?? 1;
  return [
    ...(Object.hasOwn(TYPES, type)
      ? []
      : [`its type ${type} does not exist: take one of ${Object.keys(TYPES).join(', ')}`]),
    ...(channels.length === 0 ? ['it goes by no channel: name at least IN_APP in `channels`'] : []),
    ...channels
      .filter((channel) => !CHANNELS.includes(channel))
      .map((channel) => `it goes by ${channel}, which is no channel: take one of ${CHANNELS.join(', ')}`),
    ...(Number.isInteger(seconds) && seconds > 0
      ? []
      : [`its \`dedupe\` holds for ${seconds} seconds: give a whole number above zero`]),
    ...LOCALES.filter((locale) => !texts[locale]).map(
      (locale) => `it has no texts in ${locale}: add \`texts.${locale}\``,
    ),
    ...eventMistakes(declaration),
  ];
}

function eventMistakes(declaration: Declaration): string[] {
  const { on } = declaration;
  if (!isEventName(on)) {
    return [`no event is called ${String(on)}: take one of ${Object.keys(EVENTS).join(', ')}`];
  }
  if (isInternal(on)) return [`${on} is told to nobody: declare it for the event that follows from it`];
  return sampleMistakes(declaration);
}

function sampleMistakes(declaration: Declaration): string[] {
  const { on, sample } = declaration;
  const checked = EVENTS[on].safeParse(sample);
  if (!checked.success) {
    return [`its \`sample\` is not what ${on} carries (${oneLine(checked.error)}): correct it`];
  }
  try {
    const draft = draftOf(declaration, 'sample', sample);
    if (!draft) return ['its `when` says no to its `sample`: choose one that raises it'];
    const nobody = draft.audience.include.length === 0;
    return [
      ...(nobody ? ['its `sample` reaches nobody: choose one for which `to` names somebody'] : []),
      ...LOCALES.flatMap((locale) => wordingMistakes(declaration, locale, draft.values)),
      ...templateMistakes(declaration.whatsapp, draft.values),
    ];
  } catch (error) {
    return [`${(error as Error).message} of its sample: correct one of the two`];
  }
}

function wordingMistakes({ texts }: Declaration, locale: Locale, values: TextValues): string[] {
  const own = texts[locale] as Texts | undefined;
  if (!own) return [];
  const { title, message, email, push, sms, whatsapp } = own;
  const parts = {
    title,
    message,
    ...email,
    'push title': push?.title,
    'push body': push?.body,
    sms,
    whatsapp,
  };
  const mistakes = Object.entries(parts).flatMap(([part, text]) =>
    text === undefined
      ? []
      : textMistakes(text, Object.keys(values)).map((mistake) => `its ${part} in ${locale} ${mistake}`),
  );
  if (mistakes.length > 0) return mistakes;
  try {
    for (const channel of CHANNELS) say(texts, values, { locale, timezone: 'UTC' }, channel);
    return [];
  } catch (error) {
    return [
      `its texts in ${locale} cannot be filled with the sample (${(error as Error).message}): correct \`values\``,
    ];
  }
}

function templateMistakes(whatsapp: Declaration['whatsapp'], values: TextValues): string[] {
  if (whatsapp === undefined) return [];
  const { template, parameters } = whatsapp;
  const filled = { ...values, title: '', message: '' };
  const mistakes = parameters.flatMap((text, place) =>
    textMistakes(text, Object.keys(filled)).map(
      (mistake) => `its WhatsApp parameter {{${place + 1}}} ${mistake}`,
    ),
  );
  if (!/^[a-z0-9_]+$/.test(template)) {
    mistakes.push(
      `its WhatsApp template is called ${JSON.stringify(template)}: take small letters, digits and _`,
    );
  }
  if (mistakes.length > 0) return mistakes;
  try {
    for (const locale of LOCALES) for (const text of parameters) word(text, filled, locale, 'UTC');
    return [];
  } catch (error) {
    return [
      `its WhatsApp parameters cannot be filled with the sample (${(error as Error).message}): correct \`values\``,
    ];
  }
}

const oneLine = (error: z.ZodError) =>
  error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; ');
