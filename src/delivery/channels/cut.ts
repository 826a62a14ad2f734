const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * As much of a text as fits, cut between what a reader takes for characters: no letter loses its vowel sign, and no
 * emoji falls into its parts. What is shorter than something that fits must fit as well.
 */
export function cut(
  text: string,
  ending: (start: string) => string,
  fits: (whole: string) => boolean,
): string {
  const ends = [0];
  for (const { index, segment } of graphemes.segment(text)) ends.push(index + segment.length);
  const upTo = (count: number) => {
    const start = text.slice(0, ends[count]).trimEnd();
    return start + ending(start);
  };
  let fitting = 0;
  let tooMany = ends.length;
  while (tooMany - fitting > 1) {
    const middle = (fitting + tooMany) >> 1;
    if (fits(upTo(middle))) fitting = middle;
    else tooMany = middle;
  }
  return upTo(fitting);
}
