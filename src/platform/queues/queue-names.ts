import { LANES, type Lane } from './lanes.js';

/** The queue of the one tick that promotes what has become due. */
export const CLOCK = 'clock';

/** What was given up, for operators to see on the board; nothing depends on it. */
export const DEAD_LETTERS = 'dead-letters';

/** The queues whose jobs are hints. */
export type HintQueue = Lane | typeof CLOCK;
export type QueueName = HintQueue | typeof DEAD_LETTERS;
export const QUEUE_NAMES: readonly QueueName[] = [...LANES, CLOCK, DEAD_LETTERS];
