import { describe, expect, it, test } from 'vitest';
import { aboutOf } from './about.js';
import { holdingBack, strictestRule } from './needed.js';

const rule = (communityId: string, approvalAbove: number | null) => ({
  communityId,
  name: communityId,
  approvalAbove,
});

describe('of several rules', () => {
  it('the strictest holds', () => {
    const rules = [rule('a', 500), rule('b', null), rule('c', 20), rule('d', 100)];
    expect(strictestRule('ANNOUNCEMENT', rules)).toEqual({ communityId: 'c', name: 'c', above: 20 });
  });

  it('none holds where none asks for anything', () => {
    expect(strictestRule('ANNOUNCEMENT', [])).toBeUndefined();
    expect(strictestRule('SECURITY_ALERT', [rule('a', null)])).toBeUndefined();
  });

  it('none holds in an emergency', () => {
    expect(strictestRule('EMERGENCY_ALERT', [rule('a', 0)])).toBeUndefined();
    expect(strictestRule('SECURITY_ALERT', [rule('a', 0)])).toMatchObject({ above: 0 });
  });
});

test.each([
  [20, 20, false],
  [20, 21, true],
  [0, 1, true],
])('above %i, %i people wait: %s', (above, count, waits) => {
  expect(holdingBack({ communityId: 'a', name: 'a', above }, count) !== undefined).toBe(waits);
});

test.each([
  ['its subject', { subject: 'Tea', message: 'At five' }, 'Tea'],
  ['how it begins', { message: '  At five \n in the  hall ' }, 'At five in the hall'],
  ['so much of it, by what people take for letters', { message: '👨‍👩‍👧 '.repeat(60) }, `${'👨‍👩‍👧 '.repeat(39)}👨‍👩‍👧…`],
])('a message is told from others by %s', (_what, content, about) => {
  expect(aboutOf(content)).toBe(about);
});
