export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** Whatever went wrong between us and the server: an RFC 9457 problem, or status 0 when it was never reached. */
export class Problem extends Error {
  readonly status: number;
  readonly detail: string;
  readonly fields: readonly FieldError[];
  readonly retryAfter: number | null;

  constructor(status: number, about: Partial<Pick<Problem, 'detail' | 'fields' | 'retryAfter'>> = {}) {
    super(about.detail || `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.detail = about.detail ?? '';
    this.fields = about.fields ?? [];
    this.retryAfter = about.retryAfter ?? null;
  }

  /** The server's message for one form field, whether it says `title` or `body.title`. */
  about(field: string): string | undefined {
    return this.fields.find(({ path }) => lastStep(path) === field)?.message;
  }

  /** Messages for fields the form does not show; they must not get lost. */
  besides(shown: readonly string[]): readonly FieldError[] {
    return this.fields.filter(({ path }) => !shown.includes(lastStep(path)));
  }
}

export async function problemFrom(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const said = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const seconds = Number(response.headers.get('retry-after'));
  return new Problem(response.status, {
    detail: [said['detail'], said['title']].find((text) => typeof text === 'string' && text !== '') as
      string | undefined,
    fields: Array.isArray(said['errors']) ? said['errors'].filter(isFieldError) : [],
    retryAfter: seconds > 0 ? Math.ceil(seconds) : null,
  });
}

export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  throw thrown;
}

const lastStep = (path: string): string => path.split(/[./]/).at(-1) ?? path;

function isFieldError(value: unknown): value is FieldError {
  const { path, message } = (value ?? {}) as Partial<FieldError>;
  return typeof path === 'string' && typeof message === 'string';
}
