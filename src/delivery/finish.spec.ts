import { describe, expect, it } from 'vitest';
import type { KnownOutcome } from './channels/provider.js';
import { decideFinish } from './finish.js';

const DELAYS = [1_000, 5_000, 30_000];
const temporary: KnownOutcome = { kind: 'retry', code: 'SMTP_451', error: 'try later' };

describe('decideFinish', () => {
  it('takes what a provider accepted as sent, and what it delivered as delivered', () => {
    expect(decideFinish({ kind: 'sent', providerMessageId: 'x' }, 1, DELAYS)).toMatchObject({
      status: 'SENT',
      providerMessageId: 'x',
    });
    expect(decideFinish({ kind: 'sent', delivered: true }, 1, DELAYS)).toMatchObject({ status: 'DELIVERED' });
  });

  it.each([
    [1, 1_000],
    [2, 5_000],
    [3, 30_000],
  ])('retries after attempt %i in %i ms, more or less', (attempt, delay) => {
    for (const chance of [0, 0.5, 1]) {
      const { status, retryInMs } = decideFinish(temporary, attempt, DELAYS, chance);
      expect(status).toBe('RETRYING');
      expect(Math.abs(retryInMs - delay)).toBeLessThanOrEqual(delay / 10);
    }
  });

  it('waits as long as the provider asks', () => {
    expect(decideFinish({ ...temporary, afterMs: 60_000 }, 1, DELAYS)).toMatchObject({ retryInMs: 60_000 });
  });

  it('gives up after the last retry, keeping the cause', () => {
    expect(decideFinish(temporary, 4, DELAYS)).toMatchObject({ status: 'FAILED', errorCode: 'SMTP_451' });
  });

  it('never retries what was refused for good', () => {
    const refused: KnownOutcome = { kind: 'reject', code: 'SMTP_550', error: 'no such user' };
    expect(decideFinish(refused, 1, DELAYS)).toMatchObject({ status: 'FAILED', errorCode: 'SMTP_550' });
  });
});
