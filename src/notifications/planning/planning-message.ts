import type { Audience } from '../../audience/audience.js';
import type { Lane } from '../../platform/queues/lanes.js';
import type { Channel, Priority } from '../vocabulary.js';

/** What planning has to know of a message. */
export interface PlanningMessage {
  id: string;
  type: string;
  audience: Audience;
  channels: readonly Channel[];
  /** Seconds each channel waits, in the order of the channels. */
  delays: readonly number[];
  mandatory: readonly Channel[];
  priority: Priority;
  lane: Lane;
  expiresAt: Date | null;
  dedupeKey: string | null;
  dedupeSeconds: number;
}
