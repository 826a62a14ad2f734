import type { Options } from 'pino-http';
import type { Config } from '../config/config.js';

/** A net under the rule that such things are not logged at all. */
const NEVER_LOGGED = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'apiKey',
  'email',
  'phone',
  'body',
];

export function logOptions(config: Pick<Config, 'logLevel' | 'environment'>): Options {
  const pretty = config.environment === 'development' && process.stdout.isTTY;
  return {
    level: config.logLevel,
    serializers: { err: describeError },
    // Else the usual serializer goes first, and ours gets what it made.
    wrapSerializers: false,
    // The line for each request is `requestLog`'s: it knows what must not be in it.
    autoLogging: false,
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'requestId' },
    redact: { paths: NEVER_LOGGED.flatMap((name) => [name, `*.${name}`]), remove: true },
    ...(pretty && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss.l' } },
    }),
  };
}

export interface ErrorDescription {
  type?: string;
  code?: string;
  message: string;
  stack?: string;
  cause?: ErrorDescription;
}

/**
 * Only what describes the failure. Libraries hang requests, headers, parameters and whole rows on their
 * errors, and the usual serializer writes out all of it.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { message: typeof error };
  const { code } = error as { code?: unknown };
  return {
    type: error.constructor.name,
    ...(typeof code === 'string' && { code }),
    message: error.message,
    stack: error.stack,
    ...(error.cause !== undefined && depth < 3 && { cause: describeError(error.cause, depth + 1) }),
  };
}

/** The same for somebody at a terminal. */
export function errorText(error: unknown): string {
  const lines = [];
  for (let each: ErrorDescription | undefined = describeError(error); each; each = each.cause) {
    lines.push((each.stack ?? each.message) + (each.code ? `\n    code: ${each.code}` : ''));
  }
  return lines.join('\ncaused by ');
}
