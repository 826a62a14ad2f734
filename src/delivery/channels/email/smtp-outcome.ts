import type { Outcome } from '../provider.js';

interface SmtpError extends Error {
  code?: string;
  command?: string;
  syscall?: string;
  responseCode?: number;
}

/** What ends a connection at any moment, also after the server has the message and before it says so. */
const AT_ANY_MOMENT = new Set(['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EPROTOCOL']);
const BEFORE_ANY_MESSAGE = /^(Connection timeout|Greeting never received)/;

/** A refusal at any other step is about us: our credentials, our sender, our address. */
const ABOUT_THIS_EMAIL = new Set(['RCPT TO', 'DATA']);

/** What an SMTP failure means for the email: 5xx to the address or the text is final, 4xx is not, and a lost answer tells nothing. */
export function smtpOutcome(error: unknown): Outcome {
  const { responseCode, code = 'SMTP', command = '', syscall, message } = error as SmtpError;
  if (responseCode !== undefined) {
    const final = responseCode >= 500 && responseCode < 600 && ABOUT_THIS_EMAIL.has(command);
    const told = { code: `SMTP_${responseCode}`, error: message };
    if (final) return { kind: 'reject', ...told };
    return { kind: 'retry', ...told, down: !ABOUT_THIS_EMAIL.has(command) };
  }
  const connected = syscall !== 'connect' && !BEFORE_ANY_MESSAGE.test(message);
  if (AT_ANY_MOMENT.has(code) && connected) return { kind: 'unknown', down: true };
  return { kind: 'retry', code, error: message, down: true };
}
