const LONGEST = 254;
/** One mailbox in its plain form; quotes, comments and lists are for people who want to smuggle something. */
const MAILBOX =
  /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?:\.(?!-)[\p{L}\p{M}\p{N}-]{1,63})*$/u;

/** Whether a server has to be asked at all. */
export const isAddress = (to: string): boolean => to.length <= LONGEST && MAILBOX.test(to);
