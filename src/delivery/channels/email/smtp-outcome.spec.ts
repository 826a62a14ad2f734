import { expect, it } from 'vitest';
import { smtpOutcome } from './smtp-outcome.js';

const said = (response: string, command = 'RCPT TO') =>
  Object.assign(new Error(`Can't send mail - all recipients were rejected: ${response}`), {
    code: 'EENVELOPE',
    command,
    response,
    responseCode: Number(response.slice(0, 3)),
  });

it.each([
  '550 No such user',
  '551 User not local',
  '553 Mailbox name not allowed',
  '550 5.1.1 <meera@example.test> User unknown',
  '550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 Try double-checking',
  '556 5.1.10 Domain has no mail',
  '550 5.2.1 The mailbox is disabled',
])('nobody is there: %s', (response) => {
  expect(smtpOutcome(said(response), false)).toMatchObject({ kind: 'reject', address: 'BOUNCED' });
});

it('nobody is there, which some servers say only when they have the text', () => {
  expect(smtpOutcome(said('550 5.1.1 User unknown', 'DATA'), true)).toMatchObject({ address: 'BOUNCED' });
});

it.each([
  ['550 5.7.1 Message refused by policy', 'RCPT TO'],
  ['550 5.7.26 Unauthenticated email is not accepted', 'DATA'],
  ['550 Relaying denied', 'RCPT TO'],
  ['550 Blocked, see our blacklist', 'RCPT TO'],
  ['552 5.2.2 Mailbox full', 'RCPT TO'],
  ['552 Message too big', 'DATA'],
  ['554 Transaction failed', 'DATA'],
  ['550 Spam', 'DATA'],
])('a refusal for ever that says nothing about the address: %s', (response, command) => {
  const outcome = smtpOutcome(said(response, command), false);
  expect(outcome).toMatchObject({ kind: 'reject', code: `SMTP_${response.slice(0, 3)}` });
  expect(outcome).toMatchObject({ address: undefined });
});

it.each([
  ['451 4.7.1 Greylisted', 'RCPT TO', false],
  ['421 Too many messages', 'RCPT TO', false],
  ['452 4.2.2 Over quota', 'DATA', false],
  ['550 Sender not allowed', 'MAIL FROM', true],
  ['535 Not you', 'AUTH PLAIN', true],
])('a refusal for now: %s', (response, command, down) => {
  expect(smtpOutcome(said(response, command), false)).toMatchObject({ kind: 'retry', down });
});

it.each(['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EPROTOCOL', 'EABORT', 'ESTREAM'])(
  'of a connection that ended, only an email tells nothing that had begun to leave: %s',
  (code) => {
    const error = Object.assign(new Error('It ended.'), { code });
    expect(smtpOutcome(error, true)).toEqual({ kind: 'unknown', down: true });
    expect(smtpOutcome(error, false)).toEqual({ kind: 'retry', code, error: 'It ended.', down: true });
  },
);

it.each(['EDNS', 'ETLS', 'EAUTH'])('of a connection that never was: %s', (code) => {
  const error = Object.assign(new Error('It could not be.'), { code });
  expect(smtpOutcome(error, false)).toMatchObject({ kind: 'retry', code, down: true });
});
