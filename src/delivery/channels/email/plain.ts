/**
 * What somebody wrote, as text and nothing besides: no control characters, and nothing that makes what follows it
 * read the other way round. What joins letters in Hindi and Gujarati stays.
 */
export const plain = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g, '');

/** Header injection starts with a line break. */
export const plainLine = (text: string): string => plain(text).replace(/\s+/g, ' ').trim();
