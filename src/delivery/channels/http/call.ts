import { Agent, request, type Dispatcher } from 'undici';
import type { Deadline } from '../../deadline.js';

/** What a service answered, at most so much of it as anybody reads. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The parsed text; undefined where it is no JSON. */
  json: unknown;
}

export interface Call {
  method?: 'GET' | 'POST' | 'DELETE';
  headers: Record<string, string>;
  body?: string | Buffer;
  /** Whose connections it goes by. Not given: the ones that all services share. */
  dispatcher?: Dispatcher;
}

/** It was surely not sent: the service was not reached at all. */
export class NotReached extends Error {}
/** It was sent, or some of it, and no whole answer came back. */
export class AnswerLost extends Error {}

/** Kept open to each service. */
export const CONNECTIONS = 20;
const LONGEST_ANSWER = 256 * 1_024;

/** One call at a time by each: by HTTP/2 all that are under way go by one, and are lost with it when it breaks. */
export const ONE_EACH = { allowH2: false, connect: { timeout: 10_000 } };
const shared = new Agent({ ...ONE_EACH, connections: CONNECTIONS });

/** One call of a service's HTTP API. It is given up at the deadline; no redirect is followed and nothing repeated. */
export async function call(url: string, options: Call, deadline: Pick<Deadline, 'signal'>): Promise<Answer> {
  const { method = 'POST', headers, body, dispatcher = shared } = options;
  try {
    const response = await request(url, { method, headers, body, dispatcher, signal: deadline.signal });
    const { statusCode, body: answer } = response;
    // Most say how long they are, and are short; those are read in one go.
    const short = Number(response.headers['content-length']) <= LONGEST_ANSWER;
    const text = short ? await answer.text() : await readUpTo(answer, LONGEST_ANSWER);
    return { status: statusCode, headers: response.headers, text, json: parsed(text) };
  } catch (error) {
    throw neverConnected(error)
      ? new NotReached(reasonOf(error), { cause: error })
      : new AnswerLost(reasonOf(error), { cause: error });
  }
}

async function readUpTo(body: Dispatcher.ResponseData['body'], most: number): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length;
    parts.push(part);
    // Leaving the loop closes the connection: who answers so much is not worth keeping.
    if (size >= most) break;
  }
  return Buffer.concat(parts).subarray(0, most).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const BEFORE_ANYTHING = new Set([
  'NEVER_CONNECTED',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
]);

/** A host of several addresses is tried by all of them; then the failures are told together. */
export function neverConnected(error: unknown): boolean {
  const { code, errors } = error as { code?: string; errors?: unknown[] };
  if (errors && errors.length > 0) return errors.every(neverConnected);
  return code !== undefined && BEFORE_ANYTHING.has(code);
}

const reasonOf = (error: unknown) =>
  error instanceof Error && error.message !== '' ? error.message : String(error);
