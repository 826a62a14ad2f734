/** SQLSTATE of a server that is shutting down, starting up or has no connection left, and of lost connections. */
const SQLSTATES = /^(08...|57P0[1-3]|53300)$/;
const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE']);
const PRISMA_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037']);
/** How Prisma's driver adapter names the same before the client gives it a code. */
const ADAPTER_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);
/** What pg and its pool throw without a code. */
const MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|timeout expired|Client (has encountered a connection error|was closed) and is not queryable|Cannot use a pool after calling end|Transaction API error: Unable to start a transaction)/;

interface Clues {
  code?: unknown;
  errorCode?: unknown;
  kind?: unknown;
  originalCode?: unknown;
  message?: unknown;
  cause?: unknown;
  meta?: { driverAdapterError?: unknown };
}

/** Whether an error only says that the database cannot be reached at the moment: nothing is wrong with the question. */
export function isDatabaseUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { code, errorCode, kind, originalCode, message, cause, meta } = error as Clues;
  return (
    [code, errorCode, originalCode].some(isUnavailableCode) ||
    (typeof kind === 'string' && ADAPTER_KINDS.has(kind)) ||
    (error instanceof Error && typeof message === 'string' && MESSAGES.test(message)) ||
    isDatabaseUnavailable(meta?.driverAdapterError, depth + 1) ||
    isDatabaseUnavailable(cause, depth + 1)
  );
}

/** Whether a statement got no answer in time: the database does not answer any more, or it is this statement that takes too long. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Query read timeout';

const isUnavailableCode = (code: unknown) =>
  typeof code === 'string' && (SQLSTATES.test(code) || SOCKET_CODES.has(code) || PRISMA_CODES.has(code));
