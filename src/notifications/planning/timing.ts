import type { Channel, Strategy } from '../vocabulary.js';

/** A channel that follows only as long as the message is unread. */
export interface EscalationStep {
  channel: Channel;
  afterSeconds: number;
}

/** The seconds each channel waits, in the order of the message's channels. */
export interface Timing {
  name: string;
  delays: readonly number[];
}

const STEPS: readonly EscalationStep[] = [
  { channel: 'SMS', afterSeconds: 10 * 60 },
  { channel: 'WHATSAPP', afterSeconds: 10 * 60 },
  { channel: 'EMAIL', afterSeconds: 40 * 60 },
];

/** What is not a step leaves at once. */
export function timingsOf(
  strategy: Strategy,
  channels: readonly Channel[],
  steps: readonly EscalationStep[] = STEPS,
): Timing[] {
  const after = new Map(
    strategy === 'ESCALATION' ? steps.map((step) => [step.channel, step.afterSeconds]) : [],
  );
  return [{ name: 'default', delays: channels.map((channel) => after.get(channel) ?? 0) }];
}
