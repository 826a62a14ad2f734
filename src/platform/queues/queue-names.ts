import { LANES, type Lane } from './lanes.js';

/** The queue of the one tick that promotes what has become due. */
export const CLOCK = 'clock';

export type QueueName = Lane | typeof CLOCK;
export const QUEUE_NAMES: readonly QueueName[] = [...LANES, CLOCK];
