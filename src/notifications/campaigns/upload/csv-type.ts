import type { Request } from 'express';
import { AppError } from '../../../platform/errors/app-error.js';
import { tooLarge } from './bytes.js';

/** UTF-16 says itself which one it is, by how it begins. */
const CHARSETS = /^(utf-?8|utf-?16(le|be)?|us-ascii)$/i;

/** What can be refused by what the headers say, before a byte of the file is read. */
export function refuseUnlessCsv(request: Request, maxBytes: number): void {
  const type = request.get('content-type') ?? '';
  if (!/^text\/csv\s*(;|$)/i.test(type)) throw notCsv(HOW);
  const charset = /charset="?([^\s;"]+)/i.exec(type)?.[1];
  if (charset !== undefined && !CHARSETS.test(charset)) {
    throw notCsv(`A file in ${charset} cannot be read: save it as “CSV UTF-8”.`);
  }
  const coding = request.get('content-encoding') ?? 'identity';
  if (coding.toLowerCase() !== 'identity') throw notCsv('The file must not be compressed.');
  if (Number(request.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

const HOW =
  'Send the file itself as the body, with Content-Type: text/csv, like curl -H "Content-Type: text/csv" --data-binary @people.csv. Forms and JSON are not taken.';

const notCsv = (detail: string) =>
  new AppError({ code: 'unsupported-media-type', status: 415, verdict: 'never' }, detail);
