const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** In one line, and cut after what a reader takes for so many characters: never within a letter or an emoji. */
export function shorten(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  // A character is a unit at least, so most are not looked at one by one.
  if (line.length <= longest) return line;
  let end = 0;
  let count = 0;
  for (const { index } of graphemes.segment(line)) {
    if (count === longest - 1) end = index;
    if (count++ === longest) return `${line.slice(0, end).trimEnd()}…`;
  }
  return line;
}
