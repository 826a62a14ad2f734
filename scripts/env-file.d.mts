/** A sentence about the first line that is not what a `.env` may hold. */
export function mistakeInEnv(text: string): string | undefined;
