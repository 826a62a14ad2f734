const GSM_7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM_7_ESCAPED = '^{}\\[~]|€\f';

interface Segments {
  readonly characters: number;
  readonly segments: number;
}

/** How many SMS a text costs: 160 characters of the GSM alphabet or 70 of any other, a little less when joined. */
export function segmentsOf(text: string): Segments {
  const letters = Array.from(text);
  const plain = letters.every((letter) => GSM_7.includes(letter) || GSM_7_ESCAPED.includes(letter));
  const units = plain
    ? letters.reduce((sum, letter) => sum + (GSM_7_ESCAPED.includes(letter) ? 2 : 1), 0)
    : text.length;
  const [alone, joined] = plain ? [160, 153] : [70, 67];
  return { characters: units, segments: units <= alone ? 1 : Math.ceil(units / joined) };
}
