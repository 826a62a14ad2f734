import { Problem, problemFrom } from './problem';
import { sendFile, type Sent } from './sendFile';

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  /** Sent as it is, in place of a body. */
  readonly file?: Sent;
  /** The answer is a file, too, and comes as a blob. */
  readonly wantsFile?: boolean;
  readonly token?: string;
  /** The same key again gives the first answer again, so a retry never makes a second one. */
  readonly idempotencyKey?: string;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
}

/** A request as the signed-in person. */
export type Api = <T>(path: string, call?: Omit<Call, 'token'>) => Promise<Answer<T>>;

export interface Answer<T> {
  readonly data: T;
  /** Path of the next page, from the `Link` header. */
  readonly next: string | null;
}

const PATIENCE_MS = 15_000;
/** For files, which may be large and lines slow. */
const FILE_PATIENCE_MS = 30 * 60_000;

export async function request<T>(path: string, call: Call = {}): Promise<Answer<T>> {
  const isLong = call.file !== undefined || call.wantsFile === true;
  const headers = new Headers({ accept: call.wantsFile ? '*/*' : 'application/json' });
  if (call.token) headers.set('authorization', `Bearer ${call.token}`);
  if (call.body !== undefined) headers.set('content-type', 'application/json');
  if (call.idempotencyKey) headers.set('idempotency-key', call.idempotencyKey);

  const method = call.method ?? 'GET';
  const patience = AbortSignal.timeout(isLong ? FILE_PATIENCE_MS : PATIENCE_MS);
  const signal = AbortSignal.any([patience, ...(call.signal ? [call.signal] : [])]);
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  const answer =
    call.file === undefined
      ? fetch(path, { method, headers, body, signal })
      : sendFile(path, { method, headers, file: call.file, signal });
  const response = await answer.catch(() => {
    throw new Problem(0);
  });
  if (!response.ok) throw await problemFrom(response);
  const data = call.wantsFile ? await response.blob() : await readBody(response);
  return { data: data as T, next: nextPage(response) };
}

/** `crypto.randomUUID` needs https; a self-hosted server on a home network may have none. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => {
    throw new Problem(0);
  });
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(502);
  }
}

function nextPage(response: Response): string | null {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(response.headers.get('link') ?? '')?.[1];
  if (target === undefined) return null;
  const { pathname, search } = new URL(target, response.url);
  return pathname + search;
}
