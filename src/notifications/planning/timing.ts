import type { EscalationStep, Experiment } from '../escalation.js';
import type { TypeSettings } from '../types.js';
import type { Channel, Strategy } from '../vocabulary.js';

/** The seconds each channel waits, in the order of the message's channels. */
export interface Timing {
  name: string;
  delays: readonly number[];
}

/** How a message's channels wait for each other: one timing for all, or one for each variant of an experiment. */
export interface Timed {
  timings: readonly Timing[];
  experiment: string | null;
}

interface Asked {
  strategy: Strategy;
  channels: readonly Channel[];
  /** Steps of the message's own. */
  escalation?: readonly EscalationStep[];
}

/** What holds where the message says nothing. */
interface Rules {
  type: Pick<TypeSettings, 'escalation' | 'experiment'>;
  /** Of ESCALATION_STEPS. */
  configured: readonly EscalationStep[];
  /** The variant with which the type's experiment has ended, if it has. */
  winner?: string;
}

/** The most specific steps hold: the message's own, then those of its type, then the configured ones. */
export function timedBy(asked: Asked, { type, configured, winner }: Rules): Timed {
  const { channels } = asked;
  const experiment = experimentFor(asked, type);
  const won = experiment && winner !== undefined ? experiment.variants[winner] : undefined;
  if (!experiment || winner !== undefined) {
    const steps =
      asked.strategy === 'ESCALATION' ? (asked.escalation ?? won ?? type.escalation ?? configured) : [];
    return { timings: [timing('default', channels, steps)], experiment: null };
  }
  // By name, so that a person stays in their variant wherever it is declared.
  const timings = Object.entries(experiment.variants)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, steps]) => timing(name, channels, steps));
  // By these channels all of them are the same: there is nothing to find out.
  const [first] = timings;
  if (first && timings.every(({ delays }) => delays.join() === first.delays.join())) {
    return { timings: [{ ...first, name: 'default' }], experiment: null };
  }
  return { timings, experiment: experiment.name };
}

/** The experiment that a message takes part in as long as it has no winner; none where it brings its own steps. */
export const experimentFor = (
  { strategy, escalation }: Pick<Asked, 'strategy' | 'escalation'>,
  { experiment }: Pick<TypeSettings, 'experiment'>,
): Experiment | undefined => (strategy === 'ESCALATION' && !escalation ? experiment : undefined);

/** What is not a step leaves at once. */
function timing(name: string, channels: readonly Channel[], steps: readonly EscalationStep[]): Timing {
  const after = new Map(steps.map((step) => [step.channel, step.afterSeconds]));
  return { name, delays: channels.map((channel) => after.get(channel) ?? 0) };
}
