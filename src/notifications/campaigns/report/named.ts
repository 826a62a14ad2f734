/** The fields of a row under the names of their columns; what is beyond them, too. */
export const named = (columns: readonly string[], fields: readonly string[]): Record<string, string> =>
  Object.fromEntries(fields.map((field, index) => [columns[index] ?? `column ${index + 1}`, field]));
