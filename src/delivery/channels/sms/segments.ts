/** GSM 03.38: what one septet can say, and what takes an escape before it. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENSION = '\f^{}\\[~]|€';

const SEPTETS = new Map([
  ...Array.from(BASIC, (character) => [character, 1] as const),
  ...Array.from(EXTENSION, (character) => [character, 2] as const),
]);

/** Letters that count once each, which is what most texts are of: they are not looked at one by one. */
const PLAIN = /^[\n\r !-?@A-Z_a-z]*$/;

/** In how many parts a text travels; each part of several has less room, because it says which one it is. */
export interface Segments {
  encoding: 'GSM-7' | 'UCS-2';
  count: number;
}

/** One character outside of GSM-7 makes the whole text UCS-2. An empty text is one part all the same. */
export function segmentsOf(text: string): Segments {
  if (PLAIN.test(text)) {
    return { encoding: 'GSM-7', count: text.length <= 160 ? 1 : Math.ceil(text.length / 153) };
  }
  const septets: number[] = [];
  for (const character of text) {
    const size = SEPTETS.get(character);
    if (size === undefined)
      return { encoding: 'UCS-2', count: text.length <= 70 ? 1 : parts(unitsOf(text), 70, 67) };
    septets.push(size);
  }
  return { encoding: 'GSM-7', count: parts(septets, 160, 153) };
}

const unitsOf = (text: string) => Array.from(text, (character) => character.length);

/** No character is cut in two: neither an escape from what it escapes, nor a surrogate from its other half. */
function parts(sizes: readonly number[], alone: number, each: number): number {
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return 1;
  let count = 1;
  let room = each;
  for (const size of sizes) {
    if (size > room) {
      count++;
      room = each;
    }
    room -= size;
  }
  return count;
}
