import type { Outcome } from '../provider.js';

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
}

/** What an SMTP failure means for the email: 5xx is final, 4xx and a lost connection are not. */
export function smtpOutcome(error: unknown): Outcome {
  const { responseCode, code, command, message } = error as SmtpError;
  // The server may have taken it: after the data was sent there was no answer.
  if (responseCode === undefined && command === 'DATA') throw error;
  if (responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH') {
    return { kind: 'reject', code: `SMTP_${responseCode}`, error: message };
  }
  return { kind: 'retry', code: responseCode ? `SMTP_${responseCode}` : (code ?? 'SMTP'), error: message };
}
