import { expect, it } from 'vitest';
import type { TypeSettings } from '../types.js';
import { typeMistakes } from './type-mistakes.js';

const TYPE: TypeSettings = { priority: 'LOW', mandatory: [] };
const sms = (afterSeconds: number) => [{ channel: 'SMS', afterSeconds } as const];
const pace = { name: 'pace', variants: { patient: sms(900), brisk: sms(60) } };

it('finds nothing wrong with what is there, nor with what is right', () => {
  expect(typeMistakes()).toEqual([]);
  expect(typeMistakes({ ONE: { ...TYPE, escalation: sms(1), experiment: pace }, OTHER: TYPE })).toEqual([]);
});

it.each<[string, Partial<TypeSettings>, RegExp[]]>([
  ['no steps', { escalation: [] }, [/has no steps in `escalation`: give it one/]],
  [
    'a step in the past',
    { escalation: sms(-1) },
    [/has in `escalation` a step 1 whose afterSeconds must be/],
  ],
  [
    'one variant',
    { experiment: { ...pace, variants: { only: sms(1) } } },
    [/nothing to compare in pace: give/],
  ],
  ['no variants', { experiment: { ...pace, variants: {} } }, [/nothing to compare in pace: give/]],
  [
    'a name of two words',
    { experiment: { ...pace, name: 'Two words' } },
    [/calls its experiment "Two words": take/],
  ],
  [
    'a variant without a name and without steps',
    { experiment: { ...pace, variants: { '': [], brisk: sms(1) } } },
    [/calls a variant "": take small letters/, /has no steps in the variant {2}of pace/],
  ],
  [
    'a variant in which a channel has two steps',
    { experiment: { ...pace, variants: { brisk: [...sms(1), ...sms(2)], patient: sms(3) } } },
    [/has in the variant brisk of pace a step 2 whose channel names SMS a second time/],
  ],
])('%s', (_what, over, sentences) => {
  expect(typeMistakes({ GENERIC: { ...TYPE, ...over } })).toEqual(
    sentences.map((sentence) => expect.stringMatching(sentence)),
  );
  for (const mistake of typeMistakes({ GENERIC: { ...TYPE, ...over } })) {
    expect(mistake).toMatch(/^notifications\/types\.ts: GENERIC /);
  }
});

it('an experiment of two types', () => {
  expect(typeMistakes({ ONE: { ...TYPE, experiment: pace }, OTHER: { ...TYPE, experiment: pace } })).toEqual([
    'notifications/types.ts: ONE shares the experiment pace with another type: give each one of its own',
    'notifications/types.ts: OTHER shares the experiment pace with another type: give each one of its own',
  ]);
});
