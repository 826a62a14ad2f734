import { expect, test } from 'vitest';
import { escalationSteps } from '../platform/config/escalation-steps.js';
import { flawsOf, type EscalationStep } from './escalation.js';
import { CHANNELS } from './vocabulary.js';

const step = (channel: string, afterSeconds: number) => ({ channel, afterSeconds }) as EscalationStep;

test.each<[string, EscalationStep[]]>([
  ['one after the other', [step('SMS', 600), step('EMAIL', 2_400)]],
  ['two at once', [step('SMS', 600), step('WHATSAPP', 600)]],
  ['in any order', [step('EMAIL', 2_400), step('SMS', 1)]],
  ['one that does not wait', [step('IN_APP', 0), step('EMAIL', 0)]],
  ['a week', [step('EMAIL', 604_800)]],
])('nothing is wrong with %s', (_what, steps) => {
  expect(flawsOf(steps)).toEqual([]);
});

test.each<[string, EscalationStep[], string, RegExp]>([
  ['a channel that is none', [step('FAX', 1)], '0.channel', /one of IN_APP, EMAIL/],
  ['a channel twice', [step('SMS', 1), step('SMS', 2)], '1.channel', /SMS a second time/],
  ['a feed that waits', [step('SMS', 1), step('IN_APP', 1)], '1.afterSeconds', /must be 0/],
  ['the past', [step('SMS', -1)], '0.afterSeconds', /whole number from 0/],
  ['half a second', [step('SMS', 0.5)], '0.afterSeconds', /whole number/],
  ['no number', [step('SMS', Number.NaN)], '0.afterSeconds', /whole number/],
  ['more than a week', [step('SMS', 604_801)], '0.afterSeconds', /7 days/],
])('%s is wrong', (_what, steps, where, sentence) => {
  const [flaw, ...more] = flawsOf(steps);
  expect(`${flaw?.place}.${flaw?.part}`).toBe(where);
  expect(flaw?.message).toMatch(sentence);
  expect(more).toEqual([]);
});

test('every channel can be a step of ESCALATION_STEPS', () => {
  const steps = CHANNELS.map((channel) => ({ channel, afterSeconds: 0 }));
  expect(escalationSteps.parse(CHANNELS.map((channel) => `${channel}:0s`).join())).toEqual(steps);
});
