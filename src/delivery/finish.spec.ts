import { describe, expect, it } from 'vitest';
import type { KnownOutcome } from './channels/provider.js';
import { decideFinish, putOff } from './finish.js';

const first = { tries: 0, retryDelaysMs: [1_000, 5_000, 30_000] };
const temporary: KnownOutcome = { kind: 'retry', code: 'SMTP_451', error: 'try later' };

describe('decideFinish', () => {
  it('takes what a provider accepted as sent, and what it delivered as delivered', () => {
    expect(decideFinish({ kind: 'sent', providerMessageId: 'x' }, first)).toMatchObject({
      status: 'SENT',
      providerMessageId: 'x',
    });
    expect(decideFinish({ kind: 'sent', delivered: true }, first)).toMatchObject({ status: 'DELIVERED' });
  });

  it.each([
    [0, 1_000],
    [1, 5_000],
    [2, 30_000],
  ])('after %i failures retries in %i ms, more or less', (tries, delay) => {
    for (const chance of [0, 0.5, 1]) {
      const { status, retryInMs } = decideFinish(temporary, { ...first, tries }, chance);
      expect(status).toBe('RETRYING');
      expect(Math.abs(retryInMs - delay)).toBeLessThanOrEqual(delay / 10);
    }
  });

  it('keeps of what a provider says what a database can keep', () => {
    const babble: KnownOutcome = { kind: 'reject', code: 'SMTP\0_550', error: 'no\0body' };
    expect(decideFinish(babble, first)).toMatchObject({ errorCode: 'SMTP_550', error: 'nobody' });
    expect(decideFinish({ kind: 'sent', providerMessageId: 'i\0d' }, first)).toMatchObject({
      providerMessageId: 'id',
    });
  });

  it('is put off for no longer than a database can say', () => {
    const hold = { code: 'RATE_HELD', error: 'Some millions are before it.', inMs: 1e12 } as const;
    expect(putOff(hold, 2)).toMatchObject({ tries: 2, retryInMs: 2_147_483_647 });
  });

  it('waits as long as the provider asks', () => {
    expect(decideFinish({ ...temporary, afterMs: 60_000 }, first)).toMatchObject({ retryInMs: 60_000 });
  });

  it('does not wait for ever, whatever the provider asks', () => {
    expect(decideFinish({ ...temporary, afterMs: 1e12 }, first)).toMatchObject({ retryInMs: 3_600_000 });
  });

  it('goes by the next provider after the last retry, at once and with all its chances', () => {
    expect(decideFinish(temporary, { ...first, tries: 3, nextProvider: 'other' })).toMatchObject({
      status: 'RETRYING',
      nextProvider: 'other',
      tries: 0,
      retryInMs: 0,
      errorCode: 'SMTP_451',
    });
  });

  it.each([
    [true, { tries: 2, nextProvider: 'own' }],
    [false, { tries: 1, nextProvider: null }],
  ])('asked in the place of its own provider, which is down itself (%s)', (down, expected) => {
    const insteadOf = { provider: 'own', tries: 2 };
    expect(
      decideFinish({ ...temporary, down }, { ...first, nextProvider: 'third', insteadOf }),
    ).toMatchObject({
      status: 'RETRYING',
      ...expected,
    });
  });

  it('gives up after the last retry, keeping the cause', () => {
    expect(decideFinish(temporary, { ...first, tries: 3 })).toMatchObject({
      status: 'FAILED',
      errorCode: 'SMTP_451',
    });
  });

  it('never retries what was refused for good', () => {
    const refused: KnownOutcome = { kind: 'reject', code: 'SMTP_550', error: 'no such user' };
    expect(decideFinish(refused, first)).toMatchObject({ status: 'FAILED', errorCode: 'SMTP_550' });
  });
});
