import type { Lane } from '../platform/queues/lanes.js';

/** Deliveries that are claimed together. */
export interface Batch {
  lane: Lane;
  messageId: string;
  batch: number;
}
