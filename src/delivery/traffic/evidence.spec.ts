import { describe, expect, it } from 'vitest';
import { Evidence, type Heard } from './evidence.js';

const well = (count = 1): Heard => ({ well: count, down: 0 });
const down = (count = 1): Heard => ({ well: 0, down: count });
const both = (good: number, bad: number): Heard => ({ well: good, down: bad });

/** As `[second, what was heard]`. */
type Story = [at: number, heard: Heard][];

function told(story: Story): Evidence {
  const evidence = new Evidence();
  for (const [second, heard] of story) evidence.note(heard, second * 1_000, second * 1_000);
  return evidence;
}

describe('a provider counts as down', () => {
  it.each<[string, Story, boolean]>([
    ['not before anything was heard', [], false],
    ['not after one failure', [[0, down()]], false],
    ['when a first batch fails whole', [[0, down(5)]], true],
    [
      'when half of what was heard in ten seconds has failed',
      [
        [0, well(5)],
        [9, down(5)],
      ],
      true,
    ],
    [
      'not while more than half is well',
      [
        [0, well(6)],
        [9, down(5)],
      ],
      false,
    ],
    [
      'not for few failures among others',
      [
        [0, both(20, 4)],
        [1, both(20, 4)],
      ],
      false,
    ],
    [
      'not for what was longer ago',
      [
        [0, down(2)],
        [1, well()],
        [11, both(1, 3)],
      ],
      false,
    ],
    [
      'although it was well longer ago',
      [
        [0, well(100)],
        [11, down(5)],
      ],
      true,
    ],
    [
      'after three in a row, however far apart',
      [
        [0, down()],
        [100, down()],
        [1_000, down()],
      ],
      true,
    ],
    [
      'not when it was well in between',
      [
        [0, down(2)],
        [100, well()],
        [1_000, down(2)],
      ],
      false,
    ],
    [
      'not when a batch was well in part',
      [
        [0, down(2)],
        [100, both(1, 2)],
      ],
      false,
    ],
  ])('%s', (_when, story, expected) => {
    expect(told(story).saysDown).toBe(expected);
  });

  it('by nothing that was begun before it was well again', () => {
    const evidence = told([[0, down(9)]]);
    evidence.clear(5_000);
    expect(evidence.saysDown).toBe(false);
    evidence.note(down(9), 4_000, 30_000);
    expect(evidence.saysDown).toBe(false);
    evidence.note(down(9), 6_000, 31_000);
    expect(evidence.saysDown).toBe(true);
  });
});

describe('a provider is trusted with a whole batch', () => {
  it.each<[string, Story, boolean]>([
    ['not before it has answered', [], false],
    ['when it has answered lately', [[41, well()]], true],
    ['not when that was longer ago', [[39, well()]], false],
    ['not because of failures', [[49, down()]], false],
  ])('%s', (_when, story, expected) => {
    expect(told(story).isFresh(50_000)).toBe(expected);
  });
});
