export const LANES = ['critical', 'important', 'bulk'] as const;
export type Lane = (typeof LANES)[number];

export interface LaneSettings {
  /** Time from accepting a message to handing it to a provider that the lane promises. */
  slaMs: number;
  /** Hints one worker process handles at the same time. */
  concurrency: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const LANE_SETTINGS: Record<Lane, LaneSettings> = {
  critical: { slaMs: 5 * MINUTE, concurrency: 8 },
  important: { slaMs: 30 * MINUTE, concurrency: 4 },
  bulk: { slaMs: 24 * 60 * MINUTE, concurrency: 2 },
};
