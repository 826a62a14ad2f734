import type { FieldError } from '../../platform/errors/app-error.js';
import type { TextValues } from '../catalog/declare.js';
import { fill, type Said } from '../wording/say.js';
import { textMistakes } from '../wording/text-mistakes.js';
import type { Templatable } from './templatable.js';
import { HAS_SUBJECT } from './templatable.js';
import type { TemplateKey, TemplateText } from './template-key.js';

export const MAX_BYTES = 20_000;
export const MAX_SUBJECT = 400;

/** What an address may begin with besides https:// and mailto:, in a text or in a program that reads it. */
const OTHER_ADDRESS = /\b(?!https:)[a-z][a-z0-9+.-]*:\/\/|\b(?:javascript|vbscript|data|file|blob):(?=\S)/i;
/** It looks like an address of whoever stands before the @. */
const DISGUISED = /https:\/\/[^\s/?#]*@/i;

/** What is wrong with the text that an operator has written, field by field. */
export function templateMistakes(
  templatable: Templatable,
  key: TemplateKey,
  { subject, body }: TemplateText,
): FieldError[] {
  const sample = templatable.sample(key.locale);
  const wrong = [
    ...subjectMistakes(key, subject),
    ...(Buffer.byteLength(body) > MAX_BYTES
      ? [`must be at most ${MAX_BYTES.toLocaleString('en')} bytes`]
      : []
    ).map((message) => ({ path: 'body', message })),
    ...fieldMistakes('subject', subject ?? '', sample),
    ...fieldMistakes('body', body, sample),
  ];
  return wrong.length > 0 ? wrong : sampleMistakes(key, { title: subject ?? '', message: body }, sample);
}

function subjectMistakes({ channel }: TemplateKey, subject: string | null): FieldError[] {
  if (HAS_SUBJECT[channel] === (subject !== null)) return [];
  const message = subject === null ? 'must be given' : `must be left out: ${channel} has none`;
  return [{ path: 'subject', message }];
}

function fieldMistakes(path: string, text: string, sample: TextValues): FieldError[] {
  const names = Object.keys(sample);
  return [
    ...textMistakes(text, names, `take one of ${names.join(', ')}`),
    ...(OTHER_ADDRESS.test(text) ? ['links to something other than https:// or mailto:'] : []),
    ...(DISGUISED.test(text) ? ['holds an address with a name before its host: leave that out'] : []),
  ].map((message) => ({ path, message }));
}

/** The language is known, and the sample as well: what fails now would fail for everybody. */
function sampleMistakes({ channel, locale }: TemplateKey, text: Said, sample: TextValues): FieldError[] {
  try {
    const said = fill(text, sample, { locale, timezone: 'UTC' });
    if (said.message.trim() === '') return [{ path: 'body', message: 'says nothing' }];
    if (HAS_SUBJECT[channel] && said.title.trim() === '')
      return [{ path: 'subject', message: 'says nothing' }];
    return [];
  } catch (error) {
    return [{ path: 'body', message: `cannot be filled with the sample (${(error as Error).message})` }];
  }
}
