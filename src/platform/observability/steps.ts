import { channel } from 'node:diagnostics_channel';

/**
 * The places on a notification's way where something has just been committed, or is about to be, or where
 * somebody outside has just been asked. A process that dies there leaves the most to be taken up.
 */
export const STEPS = [
  'relay.taken',
  'relay.told',
  'relay.marked',
  'accept.written',
  'accept.committed',
  'accept.hinted',
  'plan.begun',
  'plan.committed',
  'plan.hinted',
  'deliver.begun',
  'deliver.claimed',
  'deliver.worded',
  'deliver.sent',
  'deliver.finished',
  'clock.promoted',
  'clock.reaped',
  'clock.remembered',
  'clock.resumed',
] as const;
export type Step = (typeof STEPS)[number];

/** Which rows a step was about. */
export interface StepDetail {
  messageId?: string;
  channel?: string;
  deliveries?: readonly { id: string; userId: string | null }[];
  /** Of whatever the step handles; at 0 nothing happened. */
  count?: number;
}

export interface Passing extends StepDetail {
  step: Step;
}

/** Where passings are published, for tracing and for the chaos tests. */
export const STEPS_CHANNEL = 'munadi:step';

const passings = channel(STEPS_CHANNEL);

/** Says that a step is passed. It costs a look at a flag where nobody listens. */
export function step(name: Step, detail?: StepDetail): void {
  if (passings.hasSubscribers) passings.publish({ step: name, ...detail } satisfies Passing);
}
