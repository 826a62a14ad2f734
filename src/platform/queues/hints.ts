/** What a job says: where to look. Never content, never addresses; doing it twice is harmless. */
export interface Hints {
  /** Go on planning this message. */
  plan: { messageId: string };
  /** Deliver what is due of this batch. */
  deliver: { messageId: string; batch: number };
  /** Look for what has become due. */
  tick: Record<string, never>;
}

export type HintName = keyof Hints;
export type Hint = { [Name in HintName]: { name: Name; data: Hints[Name] } }[HintName];

export const planHint = (messageId: string): Hint => ({ name: 'plan', data: { messageId } });
export const deliverHint = (messageId: string, batch: number): Hint => ({
  name: 'deliver',
  data: { messageId, batch },
});

/** The same hint has the same id, so that one that waits already is not added again. */
export function hintId(hint: Hint): string {
  switch (hint.name) {
    case 'plan':
      return `plan-${hint.data.messageId}`;
    case 'deliver':
      return `deliver-${hint.data.messageId}-${hint.data.batch}`;
    case 'tick':
      return 'tick';
  }
}
