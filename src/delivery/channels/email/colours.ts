type Rgb = readonly [number, number, number];

/** What WCAG AA asks of text as small as ours. */
const READABLE = 4.5;

const rgbOf = (hex: string): Rgb => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];
const hexOf = (rgb: Rgb) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance, as WCAG 2 defines it. */
function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(rgbOf(one)), luminance(rgbOf(other))].toSorted(
    (a, b) => a - b,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

/** Black or white: one of the two can be read on any colour. */
export const textOn = (background: string): string =>
  contrast('#ffffff', background) >= READABLE ? '#ffffff' : '#000000';

/** The colour itself, or as much darker or lighter as it has to be to be read on the background. */
export function readableOn(background: string, colour: string): string {
  const towards: Rgb = textOn(background) === '#ffffff' ? [255, 255, 255] : [0, 0, 0];
  const from = rgbOf(colour);
  for (let share = 0; share < 1; share += 0.05) {
    const [red, green, blue] = from.map((part, place) => part + ((towards[place] ?? 0) - part) * share);
    const mixed = hexOf([red ?? 0, green ?? 0, blue ?? 0]);
    if (contrast(mixed, background) >= READABLE) return mixed;
  }
  return hexOf(towards);
}
