import { flawsOf, type EscalationStep } from '../escalation.js';
import { TYPES, type TypeSettings } from '../types.js';

/** It stands in addresses, and in rows for as long as these are kept. */
const NAME = /^[a-z0-9][a-z0-9-]{0,59}$/;
const A_NAME = 'take small letters, digits and dashes, 60 at most';

/** Everything that is wrong with the steps that types have, one line each. */
export function typeMistakes(types: Readonly<Record<string, TypeSettings>> = TYPES): string[] {
  const names = Object.values(types).flatMap(({ experiment }) => experiment?.name ?? []);
  return Object.entries(types).flatMap(([type, settings]) =>
    mistakesOf(settings, names).map((mistake) => `notifications/types.ts: ${type} ${mistake}`),
  );
}

function mistakesOf({ escalation, experiment }: TypeSettings, names: readonly string[]): string[] {
  const own = escalation ? stepMistakes('`escalation`', escalation) : [];
  if (!experiment) return own;
  const { name, variants } = experiment;
  const entries = Object.entries(variants);
  return [
    ...own,
    ...(NAME.test(name) ? [] : [`calls its experiment ${JSON.stringify(name)}: ${A_NAME}`]),
    ...(names.filter((each) => each === name).length > 1
      ? [`shares the experiment ${name} with another type: give each one of its own`]
      : []),
    ...(entries.length < 2 ? [`has nothing to compare in ${name}: give it two variants or more`] : []),
    ...entries.flatMap(([variant, steps]) => [
      ...(NAME.test(variant) ? [] : [`calls a variant ${JSON.stringify(variant)}: ${A_NAME}`]),
      ...stepMistakes(`the variant ${variant} of ${name}`, steps),
    ]),
  ];
}

const stepMistakes = (where: string, steps: readonly EscalationStep[]): string[] => [
  ...(steps.length === 0 ? [`has no steps in ${where}: give it one, or take it out`] : []),
  ...flawsOf(steps).map(
    ({ place, part, message }) => `has in ${where} a step ${place + 1} whose ${part} ${message}`,
  ),
];
