import type { AddressFlaw, Outcome } from '../provider.js';

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  /** What the server said, word for word. */
  response?: string;
}

/** A refusal at any other step is about us: our credentials, our sender, our address. */
const ABOUT_THIS_EMAIL = new Set(['RCPT TO', 'DATA']);

/**
 * What an SMTP failure means for the email: 5xx to the address or the text is final, 4xx is not, and without either
 * nobody knows what became of one that had begun to leave.
 */
export function smtpOutcome(error: unknown, begun: boolean): Outcome {
  const { responseCode, code = 'SMTP', command = '', message, response } = error as SmtpError;
  if (responseCode !== undefined && responseCode >= 400) {
    const final = responseCode >= 500 && responseCode < 600 && ABOUT_THIS_EMAIL.has(command);
    const told = { code: `SMTP_${responseCode}`, error: message };
    if (final)
      return { kind: 'reject', ...told, address: flawOf(command, responseCode, response ?? message) };
    return { kind: 'retry', ...told, down: !ABOUT_THIS_EMAIL.has(command) };
  }
  if (begun) return { kind: 'unknown', down: true };
  return { kind: 'retry', code, error: message, down: true };
}

/** RFC 3463: no such mailbox, no such domain, a spelling that is none, moved away, a domain without mail; and disabled. */
const NO_SUCH_ADDRESS = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1']);
/** What RFC 5321 has for an address where the server tells no more. */
const BARE_CODES = new Set([550, 551, 553]);
/** And what many say with the same codes about us. */
const ABOUT_US = /relay|block|spam|polic|denied|reject|auth|reputation|blacklist|spf|dkim|dmarc|sender/i;

/** Whether it means that nobody will ever be reached there. In doubt it does not: who is written off hears nothing more. */
function flawOf(command: string, responseCode: number, response: string): AddressFlaw | undefined {
  const enhanced = /(?:^|[\s-])(5\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  if (enhanced !== undefined) return NO_SUCH_ADDRESS.has(enhanced) ? 'BOUNCED' : undefined;
  if (command !== 'RCPT TO' || !BARE_CODES.has(responseCode) || ABOUT_US.test(response)) return undefined;
  return 'BOUNCED';
}
