import { describe, expect, it } from 'vitest';
import type { EscalationStep } from '../escalation.js';
import { timedBy } from './timing.js';

type Asked = Parameters<typeof timedBy>[0];
type Rules = Parameters<typeof timedBy>[1];

const after = (sms: number, email: number): EscalationStep[] => [
  { channel: 'SMS', afterSeconds: sms },
  { channel: 'EMAIL', afterSeconds: email },
];
const CONFIGURED = after(600, 2_400);
const ASKED: Asked = { strategy: 'ESCALATION', channels: ['IN_APP', 'SMS', 'EMAIL'] };
const EXPERIMENT = { name: 'pace', variants: { patient: after(900, 3_600), brisk: after(60, 300) } };

const timed = (asked: Partial<Asked>, type: Rules['type'] = {}, winner?: string) =>
  timedBy({ ...ASKED, ...asked }, { type, configured: CONFIGURED, winner });
const all = (...delays: number[]) => ({ timings: [{ name: 'default', delays }], experiment: null });

describe('which steps hold', () => {
  it.each<[string, Partial<Asked>, Rules['type'], number[]]>([
    ['none in a broadcast', { strategy: 'BROADCAST' }, { escalation: after(1, 2) }, [0, 0, 0]],
    [
      'none of its own in one that became a broadcast',
      { strategy: 'BROADCAST', escalation: after(1, 2) },
      {},
      [0, 0, 0],
    ],
    ['the configured ones', {}, {}, [0, 600, 2_400]],
    ['those of the type before them', {}, { escalation: after(1, 2) }, [0, 1, 2]],
    ['its own before all', { escalation: after(3, 4) }, { escalation: after(1, 2) }, [0, 3, 4]],
    [
      'its own, and not those of an experiment',
      { escalation: after(3, 4) },
      { experiment: EXPERIMENT },
      [0, 3, 4],
    ],
    ['what is not a step leaves at once', { channels: ['PUSH', 'EMAIL'] }, {}, [0, 2_400]],
    [
      'what its own steps do not name leaves at once',
      { escalation: [{ channel: 'EMAIL', afterSeconds: 5 }] },
      {},
      [0, 0, 5],
    ],
    ['in the order of the channels', { channels: ['EMAIL', 'SMS', 'IN_APP'] }, {}, [2_400, 600, 0]],
  ])('%s', (_name, asked, type, delays) => {
    expect(timed(asked, type)).toEqual(all(...delays));
  });
});

describe('an experiment', () => {
  const type = { escalation: after(1, 2), experiment: EXPERIMENT };

  it('has a timing for each variant, in the order of their names', () => {
    expect(timed({}, type)).toEqual({
      experiment: 'pace',
      timings: [
        { name: 'brisk', delays: [0, 60, 300] },
        { name: 'patient', delays: [0, 900, 3_600] },
      ],
    });
  });

  it('is no matter of a broadcast', () => {
    expect(timed({ strategy: 'BROADCAST' }, type)).toEqual(all(0, 0, 0));
  });

  it('is none where the channels of the message are no step of it', () => {
    expect(timed({ channels: ['IN_APP', 'PUSH'] }, type)).toEqual(all(0, 0));
  });

  it('gives everybody the steps that have won', () => {
    expect(timed({}, type, 'brisk')).toEqual(all(0, 60, 300));
  });

  it('is over where a variant has won that is declared no more', () => {
    expect(timed({}, type, 'gone')).toEqual(all(0, 1, 2));
    expect(timed({}, { experiment: EXPERIMENT }, 'gone')).toEqual(all(0, 600, 2_400));
  });
});
