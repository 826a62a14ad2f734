/** What a job says: where to look. Never content, never addresses; doing it twice is harmless. */
export interface Hints {
  /** Go on planning this message, from where it has come to. */
  plan: { messageId: string; nextBatch: number };
  /** Deliver what is due of this batch. */
  deliver: { messageId: string; batch: number };
  /** Send what is left of these digests; they are few enough for one worker. */
  digest: { digestIds: readonly string[] };
  /** Look for what has become due. */
  tick: Record<string, never>;
  /** Send again what was given up of this message for this cause. */
  redrive: DeadCause;
}

/** Why deliveries of a message were given up: one line on the board, however many they are. */
export interface DeadCause {
  messageId: string;
  channel: string;
  status: 'FAILED' | 'UNKNOWN';
  errorCode: string;
  provider: string | null;
  attempts: number;
}

export type HintName = keyof Hints;
export type Hint = { [Name in HintName]: { name: Name; data: Hints[Name] } }[HintName];

export const planHint = (messageId: string, nextBatch: number): Hint => ({
  name: 'plan',
  data: { messageId, nextBatch },
});
export const deliverHint = (messageId: string, batch: number): Hint => ({
  name: 'deliver',
  data: { messageId, batch },
});

export const digestHint = (digestIds: readonly string[]): Hint => ({ name: 'digest', data: { digestIds } });

/**
 * The same hint has the same id, so that one that waits already is not added again. A `round` tells the
 * clock's hints from the first one, whose job may be in the hands of a worker that lost its connection.
 */
export function hintId(hint: Hint, round?: number): string {
  const again = round === undefined ? '' : `-${round}`;
  switch (hint.name) {
    case 'plan':
      return `plan-${hint.data.messageId}-${hint.data.nextBatch}${again}`;
    case 'deliver':
      return `deliver-${hint.data.messageId}-${hint.data.batch}${again}`;
    case 'digest':
      return `digest-${hint.data.digestIds[0] ?? ''}-${hint.data.digestIds.length}${again}`;
    case 'tick':
      return 'tick';
    case 'redrive': {
      const { messageId, channel, status, errorCode, attempts } = hint.data;
      // What fails again after it was sent again has made more attempts, and is news.
      return `redrive-${messageId}-${channel}-${status}-${errorCode.replace(/\W/g, '_')}-${attempts}`;
    }
  }
}
