/** retry: it may go well in a moment. later: not before `retryAfterSeconds`. never: the same again fails again. */
export type Verdict = 'retry' | 'never' | 'later';

/** What is wrong with one field of the input, `path` as in `steps[0].channel`. */
export interface FieldError {
  path: string;
  message: string;
}

interface Kind {
  code: string;
  status: number;
  verdict: Verdict;
}

interface Particulars {
  errors?: FieldError[];
  retryAfterSeconds?: number;
  /** Of the answer. */
  headers?: Record<string, string>;
  cause?: unknown;
  /** More that helps the caller, under names of its own in the answer. */
  also?: Record<string, unknown>;
}

/** A failure we have a word for. `detail` is a sentence that the caller may read. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly status: number;
  readonly verdict: Verdict;
  readonly errors: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly also: Record<string, unknown> | undefined;
  readonly headers: Record<string, string> | undefined;

  constructor(
    kind: Kind,
    readonly detail: string,
    particulars: Particulars = {},
  ) {
    super(detail, { cause: particulars.cause });
    this.code = kind.code;
    this.status = kind.status;
    this.verdict = kind.verdict;
    this.errors = particulars.errors;
    this.retryAfterSeconds = particulars.retryAfterSeconds;
    this.also = particulars.also;
    this.headers = particulars.headers;
  }
}

export const invalid = (detail: string, errors?: FieldError[]) =>
  new AppError({ code: 'invalid', status: 400, verdict: 'never' }, detail, { errors });

/** Well-formed, and still nothing that can be done. */
export const impossible = (code: string, detail: string, more: Pick<Particulars, 'errors' | 'also'> = {}) =>
  new AppError({ code, status: 422, verdict: 'never' }, detail, more);

export const unauthenticated = (
  code: 'token-missing' | 'token-invalid' | 'token-expired',
  detail: string,
  cause?: unknown,
) => new AppError({ code, status: 401, verdict: 'never' }, detail, { cause });

export const forbidden = (detail: string, more: Pick<Particulars, 'errors' | 'also'> = {}) =>
  new AppError({ code: 'forbidden', status: 403, verdict: 'never' }, detail, more);

export const notFound = (detail: string) =>
  new AppError({ code: 'not-found', status: 404, verdict: 'never' }, detail);

/** With `retryAfterSeconds` the obstacle goes away by itself; without, the caller has to change something. */
export const conflict = (detail: string, retryAfterSeconds?: number) =>
  new AppError(
    { code: 'conflict', status: 409, verdict: retryAfterSeconds === undefined ? 'never' : 'later' },
    detail,
    { retryAfterSeconds },
  );

export const tooMany = (detail: string, retryAfterSeconds: number, headers?: Record<string, string>) =>
  new AppError({ code: 'too-many', status: 429, verdict: 'later' }, detail, { retryAfterSeconds, headers });

export const unavailable = (detail: string, cause?: unknown) =>
  new AppError({ code: 'unavailable', status: 503, verdict: 'retry' }, detail, {
    retryAfterSeconds: 5,
    cause,
  });

/** Not foreseen: the cause is for the log, never for the caller. */
export const unexpected = (cause: unknown) =>
  new AppError(
    { code: 'internal-error', status: 500, verdict: 'retry' },
    'Something went wrong on our side. The log has more under this request id.',
    { cause },
  );
