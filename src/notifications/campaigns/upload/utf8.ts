import { isUtf8 } from 'node:buffer';
import { impossible } from '../../../platform/errors/app-error.js';
import { startingWith, type Bytes } from './bytes.js';

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);
/** By the two bytes that such a file begins with. */
const UTF16: Record<string, string> = { fffe: 'utf-16le', feff: 'utf-16be' };

/** The text of a file as UTF-8 without a BOM, piece by piece; refused where it is no text. */
export async function* asUtf8(bytes: Bytes): Bytes {
  let start: Buffer = Buffer.alloc(0);
  while (start.length < UTF8_BOM.length) {
    const next = await bytes.next();
    if (next.done) break;
    start = Buffer.concat([start, next.value]);
  }
  const whole = startingWith(start, bytes);
  const encoding = UTF16[start.toString('hex', 0, 2)];
  yield* utf8(encoding === undefined ? whole : transcoded(whole, encoding));
}

async function* transcoded(bytes: Bytes, encoding: string): Bytes {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of bytes) yield Buffer.from(decoded(() => decoder.decode(chunk, { stream: true })));
  yield Buffer.from(decoded(() => decoder.decode()));
}

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw notText('It begins like a file in UTF-16, and is none');
  }
}

async function* utf8(bytes: Bytes): Bytes {
  let begun: Buffer = Buffer.alloc(0);
  let line = 1;
  let first = true;
  for await (const chunk of bytes) {
    let piece = begun.length > 0 ? Buffer.concat([begun, chunk]) : chunk;
    if (first && piece.subarray(0, 3).equals(UTF8_BOM)) piece = piece.subarray(3);
    first = false;
    const text = piece.subarray(0, endOfLastCharacter(piece));
    begun = Buffer.from(piece.subarray(text.length));
    refuseUnlessText(text, line);
    line += breaksIn(text);
    if (text.length > 0) yield text;
  }
  if (begun.length > 0) throw notText(`Line ${line} is not in UTF-8`);
}

/** Where the last character begins, if more of it is to come, or else the end. */
function endOfLastCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return lengthOf(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

const lengthOf = (leading: number) => (leading >= 0xf0 ? 4 : leading >= 0xe0 ? 3 : 2);

/** PostgreSQL keeps no NUL in a text, and a file that has some is mostly one in UTF-16 without a BOM. */
function refuseUnlessText(text: Buffer, line: number): void {
  const isText = (bytes: Buffer) => isUtf8(bytes) && !bytes.includes(0);
  if (isText(text)) return;
  let from = 0;
  for (let at = line; ; at++) {
    const end = text.indexOf(LF, from);
    const part = text.subarray(from, end === -1 ? undefined : end);
    if (!isText(part) || end === -1) {
      throw notText(part.includes(0) ? `Line ${at} holds a NUL character` : `Line ${at} is not in UTF-8`);
    }
    from = end + 1;
  }
}

const LF = 10;

function breaksIn(text: Buffer): number {
  let count = 0;
  for (let at = text.indexOf(LF); at !== -1; at = text.indexOf(LF, at + 1)) count++;
  return count;
}

const notText = (what: string) =>
  impossible(
    'csv-encoding',
    `${what}: save the file as “CSV UTF-8”, and upload it again. Nothing of it was kept.`,
  );
