import { expect, it } from 'vitest';
import { decideFinish } from '../finish.js';
import type { Finished } from '../finish.sql.js';
import type { Reaped } from '../reap.sql.js';
import { deadCauses, lostCauses } from './dead-causes.js';

const reject = (code: string) =>
  decideFinish({ kind: 'reject', code, error: 'no' }, { tries: 0, retryDelaysMs: [] });
const finished = (over: Partial<Finished> = {}, attempt = 1): Finished => ({
  delivery: { messageId: 'm', notificationId: crypto.randomUUID(), channel: 'EMAIL', attempt },
  provider: 'smtp',
  finish: reject('SMTP_550'),
  ...over,
});
const cause = { messageId: 'm', channel: 'EMAIL', status: 'FAILED', provider: 'smtp', attempts: 1 };

it('names each cause once, however many deliveries it has ended', () => {
  const many = Array.from({ length: 100 }, () => finished());
  expect(deadCauses([...many, finished({ finish: reject('SMTP_552') })])).toEqual([
    { ...cause, errorCode: 'SMTP_550' },
    { ...cause, errorCode: 'SMTP_552' },
  ]);
});

it('says nothing of what was sent or will be tried again', () => {
  const sent = decideFinish({ kind: 'sent' }, { tries: 0, retryDelaysMs: [] });
  const later = decideFinish({ kind: 'retry', code: 'X', error: '' }, { tries: 0, retryDelaysMs: [1] });
  expect(deadCauses([finished({ finish: sent }), finished({ finish: later })])).toEqual([]);
});

it('of what was lost, names what does not go again by itself', () => {
  const lost: Reaped = {
    lane: 'bulk',
    messageId: 'm',
    batch: -5,
    channel: 'SMS',
    status: 'UNKNOWN',
    attempts: 1,
  };
  expect(lostCauses([lost, { ...lost, batch: -7 }, { ...lost, channel: 'PUSH', status: 'PENDING' }])).toEqual(
    [{ messageId: 'm', channel: 'SMS', status: 'UNKNOWN', errorCode: 'LOST', provider: null, attempts: 1 }],
  );
});
