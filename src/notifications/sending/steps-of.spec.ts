import { describe, expect, it } from 'vitest';
import { AppError } from '../../platform/errors/app-error.js';
import type { EscalationStep } from '../escalation.js';
import type { Channel, Strategy } from '../vocabulary.js';
import { stepsOf } from './steps-of.js';

const CHANNELS: Channel[] = ['IN_APP', 'SMS', 'EMAIL'];
const sms: EscalationStep = { channel: 'SMS', afterSeconds: 600 };

function refusal(steps: EscalationStep[], deliveryStrategy?: Strategy): AppError {
  try {
    stepsOf({ escalation: { steps }, deliveryStrategy }, CHANNELS);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('It was not refused.');
}

describe('the steps of a request', () => {
  it.each<[string, Strategy | undefined]>([
    ['alone', undefined],
    ['with the strategy they mean', 'ESCALATION'],
  ])('%s', (_what, deliveryStrategy) => {
    expect(stepsOf({ escalation: { steps: [sms] }, deliveryStrategy }, CHANNELS)).toEqual([sms]);
  });

  it('are none where none are given', () => {
    expect(stepsOf({}, CHANNELS)).toBeUndefined();
    expect(stepsOf({ deliveryStrategy: 'BROADCAST' }, CHANNELS)).toBeUndefined();
  });

  it.each<[string, EscalationStep[], string, string]>([
    ['for a channel it does not go by', [{ channel: 'PUSH', afterSeconds: 1 }], '[0].channel', 'does not go'],
    ['twice for a channel', [sms, { ...sms, afterSeconds: 1 }], '[1].channel', 'a second time'],
    ['for the feed', [sms, { channel: 'IN_APP', afterSeconds: 1 }], '[1].afterSeconds', 'must be 0'],
  ])('%s are refused', (_what, steps, path, sentence) => {
    const { status, errors } = refusal(steps);
    expect(status).toBe(400);
    expect(errors).toEqual([{ path: `escalation.steps${path}`, message: expect.stringContaining(sentence) }]);
  });

  it('contradict a broadcast', () => {
    const { status, detail, errors } = refusal([sms], 'BROADCAST');
    expect([status, detail]).toEqual([422, 'A BROADCAST goes by all channels at once and has no steps.']);
    expect(errors?.[0]?.path).toBe('escalation');
  });
});
