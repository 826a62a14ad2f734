import { z } from 'zod';

/** Those of notifications/vocabulary.ts, which stands above this room; where they part the compiler or a test says so. */
const CHANNELS = ['IN_APP', 'EMAIL', 'PUSH', 'SMS', 'WHATSAPP', 'WEBHOOK'] as const;
const SECONDS = { s: 1, m: 60, h: 3_600 } as const;
const LONGEST_SECONDS = 7 * 86_400;

export interface ConfiguredStep {
  channel: (typeof CHANNELS)[number];
  afterSeconds: number;
}

/** Steps as an operator writes them: SMS:10m,EMAIL:40m. */
export const escalationSteps = z.string().transform((text, context) => {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  const steps: ConfiguredStep[] = [];
  const refuse = (message: string) => context.addIssue({ code: 'custom', message });
  if (parts.length === 0) refuse('must name at least one step, such as SMS:10m');
  for (const part of parts) {
    const step = stepOf(part);
    if (typeof step === 'string') refuse(`“${part}” ${step}`);
    else if (steps.some(({ channel }) => channel === step.channel)) {
      refuse(`“${part}” names ${step.channel} a second time; a channel has one step`);
    } else steps.push(step);
  }
  return steps;
});

/** The step, or why it is none. */
function stepOf(part: string): ConfiguredStep | string {
  const [, name, time, unit] = /^(\w+)\s*:\s*(\d{1,9})([smh])$/i.exec(part) ?? [];
  if (name === undefined) {
    return 'must be a channel, a colon and a whole number of s, m or h, such as SMS:10m';
  }
  const channel = CHANNELS.find((each) => each === name.toUpperCase());
  if (channel === undefined) return `names no channel: take one of ${CHANNELS.join(', ')}`;
  const afterSeconds = Number(time) * SECONDS[unit?.toLowerCase() as keyof typeof SECONDS];
  if (afterSeconds > LONGEST_SECONDS) return 'waits for longer than 7 days';
  if (channel === 'IN_APP' && afterSeconds > 0) {
    return 'cannot wait, because the feed has every notification at once';
  }
  return { channel, afterSeconds };
}
