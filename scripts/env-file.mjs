const BLANK = /^\s*(#.*)?$/;
const ASSIGNMENT = /^\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=\s*(?<value>.*)$/;

/** Node reads any `.env` without complaint and leaves out what it does not understand; a person wants to be told. */
export function mistakeInEnv(text) {
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const { value } = lines[index].match(ASSIGNMENT)?.groups ?? {};
    if (value === undefined && !BLANK.test(lines[index]))
      return `Line ${index + 1} of .env is not KEY=value; correct it or put a # before it.`;
    const quote = value?.match(/^["'`]/)?.[0];
    if (!quote) continue;
    const end = endOfQuote(lines, index, value.slice(1), quote);
    if (end === undefined) return `Line ${index + 1} of .env opens a ${quote} that is never closed.`;
    index = end;
  }
  return undefined;
}

/** A quoted value may go over several lines. */
function endOfQuote(lines, start, rest, quote) {
  if (rest.includes(quote)) return start;
  const next = lines.findIndex((line, index) => index > start && line.includes(quote));
  return next === -1 ? undefined : next;
}
