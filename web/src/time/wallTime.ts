const two = (n: number) => String(n).padStart(2, '0');

/** A moment as a `datetime-local` field writes it: what a clock here shows then. */
export const wallTime = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
