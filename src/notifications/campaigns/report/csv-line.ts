/** A line of a CSV that a spreadsheet may open: what would be a formula is told as the text that it is. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cellOf).join(',')}\r\n`;

/** In some countries the wide signs begin one, too. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

const cellOf = (text: string): string => {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /["',;\t\r\n]|^\s|\s$/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};
