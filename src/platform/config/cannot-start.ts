/** Thrown while starting, with one sentence that says what is wrong and what to do; `main` prints it and exits. */
export class CannotStart extends Error {}

const REASONS: Record<string, string> = {
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission is denied',
  EPERM: 'it is not permitted',
  EROFS: 'it is on a read-only disk',
  ENOTDIR: 'part of the path is a file',
  EEXIST: 'it is a file',
};

/** The sentence for a failed file operation; anything else stays what it is. */
export function explainFileError(error: unknown): unknown {
  const { code = '', path } = error as NodeJS.ErrnoException;
  const reason = REASONS[code];
  if (!reason) return error;
  return new CannotStart(`${path ?? 'The home folder'} cannot be used: ${reason}.`, { cause: error });
}
