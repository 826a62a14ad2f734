export const LANES = ['critical', 'important', 'bulk'] as const;
export type Lane = (typeof LANES)[number];

export interface LaneSettings {
  /** Time from accepting a message to handing it to a provider that the lane promises. */
  slaMs: number;
  /** Hints one worker process handles at the same time. */
  concurrency: number;
  /** Waits before each retry of a temporary failure; its length is the number of retries. */
  retryDelaysMs: readonly number[];
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const RETRIES = [1 * SECOND, 5 * SECOND, 30 * SECOND];

export const LANE_SETTINGS: Record<Lane, LaneSettings> = {
  critical: { slaMs: 5 * MINUTE, concurrency: 8, retryDelaysMs: RETRIES },
  important: { slaMs: 30 * MINUTE, concurrency: 4, retryDelaysMs: RETRIES },
  bulk: { slaMs: 24 * 60 * MINUTE, concurrency: 2, retryDelaysMs: RETRIES },
};
