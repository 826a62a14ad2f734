import { segmentsOf } from './segments.js';

/** Typographic characters by what GSM-7 has for them. One of them would make the text cost more than twice its room. */
const LIKENESS: Record<string, string> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '″': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '‹': '<',
  '›': '>',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '•': '-',
  '·': '-',
  '…': '...',
  '₹': 'Rs.',
  // Seen by nobody: joiners, marks of direction, and where a word may break.
  '\u200b': '',
  '\u200c': '',
  '\u200d': '',
  '\u200e': '',
  '\u200f': '',
  '\u2060': '',
  '\ufeff': '',
  '\u00ad': '',
};

/** A text in GSM-7 where its typography alone keeps it out of that; else as it is, because then it costs nothing more. */
export function inPlainLetters(text: string): string {
  if (segmentsOf(text).encoding === 'GSM-7') return text;
  const plain = Array.from(text.normalize('NFC'), (character) => LIKENESS[character] ?? character).join('');
  return segmentsOf(plain).encoding === 'GSM-7' ? plain : text;
}
