import { describe, expect, it } from 'vitest';
import { decideRoute, type Asked } from './route.js';

const THRESHOLD = 1_000;
const STEPS = [{ channel: 'SMS', afterSeconds: 600 }] as const;

describe('decideRoute', () => {
  it.each<[string, Partial<Asked>, { priority: string; lane: string; strategy: string }]>([
    [
      'a security alert',
      { type: 'SECURITY_ALERT' },
      { priority: 'CRITICAL', lane: 'critical', strategy: 'BROADCAST' },
    ],
    [
      'an approval',
      { type: 'EVENT_APPROVAL' },
      { priority: 'HIGH', lane: 'important', strategy: 'BROADCAST' },
    ],
    [
      'a reminder',
      { type: 'EVENT_REMINDER' },
      { priority: 'MEDIUM', lane: 'important', strategy: 'BROADCAST' },
    ],
    ['an announcement', { type: 'ANNOUNCEMENT' }, { priority: 'LOW', lane: 'bulk', strategy: 'ESCALATION' }],
    [
      'an announcement that is urgent',
      { type: 'ANNOUNCEMENT', priority: 'CRITICAL' },
      { priority: 'CRITICAL', lane: 'critical', strategy: 'BROADCAST' },
    ],
    [
      'critical, although escalation was asked for',
      { type: 'EMERGENCY_ALERT', strategy: 'ESCALATION' },
      { priority: 'CRITICAL', lane: 'critical', strategy: 'BROADCAST' },
    ],
    [
      'important, with escalation asked for',
      { type: 'EVENT_APPROVAL', strategy: 'ESCALATION' },
      { priority: 'HIGH', lane: 'important', strategy: 'ESCALATION' },
    ],
    [
      'low, with broadcast asked for',
      { type: 'GENERIC', strategy: 'BROADCAST' },
      { priority: 'LOW', lane: 'bulk', strategy: 'BROADCAST' },
    ],
    [
      'important, with steps of its own',
      { type: 'EVENT_APPROVAL', escalation: STEPS },
      { priority: 'HIGH', lane: 'important', strategy: 'ESCALATION' },
    ],
    [
      'critical, although it has steps of its own',
      { type: 'EMERGENCY_ALERT', escalation: STEPS },
      { priority: 'CRITICAL', lane: 'critical', strategy: 'BROADCAST' },
    ],
    [
      'important, to as many as the threshold',
      { type: 'EVENT_APPROVAL', recipientCount: THRESHOLD },
      { priority: 'HIGH', lane: 'important', strategy: 'BROADCAST' },
    ],
    [
      'important, to more than the threshold',
      { type: 'EVENT_APPROVAL', recipientCount: THRESHOLD + 1 },
      { priority: 'HIGH', lane: 'bulk', strategy: 'BROADCAST' },
    ],
    [
      'critical, to more than the threshold',
      { type: 'EMERGENCY_ALERT', recipientCount: THRESHOLD + 1 },
      { priority: 'CRITICAL', lane: 'critical', strategy: 'BROADCAST' },
    ],
  ])('%s', (_name, asked, expected) => {
    expect(decideRoute({ type: 'GENERIC', recipientCount: 1, ...asked }, THRESHOLD)).toEqual(expected);
  });
});
