import type { Outcome } from '../provider.js';

interface SmtpError extends Error {
  code?: string;
  syscall?: string;
  responseCode?: number;
}

/** What ends a connection at any moment, also after the server has the message and before it says so. */
const AT_ANY_MOMENT = new Set(['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EPROTOCOL']);
const BEFORE_ANY_MESSAGE = /^(Connection timeout|Greeting never received)/;

/** What an SMTP failure means for the email: 5xx is final, 4xx is not, and a lost answer tells nothing. */
export function smtpOutcome(error: unknown): Outcome {
  const { responseCode, code = 'SMTP', syscall, message } = error as SmtpError;
  // Wrong credentials answer with 5xx too, but that is for us to mend and not the fault of the address.
  if (responseCode !== undefined && code !== 'EAUTH') {
    return { kind: responseCode >= 500 ? 'reject' : 'retry', code: `SMTP_${responseCode}`, error: message };
  }
  const connected = syscall !== 'connect' && !BEFORE_ANY_MESSAGE.test(message);
  if (AT_ANY_MOMENT.has(code) && connected) return { kind: 'unknown' };
  return { kind: 'retry', code, error: message };
}
