import type { Audience } from '../../audience/audience.js';
import type { Lane } from '../../platform/queues/lanes.js';
import type { Channel, Priority } from '../vocabulary.js';
import type { Timing } from './timing.js';

/** What planning has to know of a message. */
export interface PlanningMessage {
  id: string;
  type: string;
  audience: Audience;
  channels: readonly Channel[];
  /** How long each channel waits: one for everybody, or several that an experiment compares. */
  timings: readonly Timing[];
  experiment: string | null;
  /** The time of day for everybody in their own timezone, as 2026-12-01T09:00:00; null where all have the same moment. */
  localTime: string | null;
  mandatory: readonly Channel[];
  priority: Priority;
  lane: Lane;
  expiresAt: Date | null;
  dedupeKey: string | null;
  dedupeSeconds: number;
}
