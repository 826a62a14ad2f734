import { impossible } from '../../platform/errors/app-error.js';
import { notRight } from '../../platform/http/validation.js';
import { flawsOf, type EscalationStep } from '../escalation.js';
import type { Channel } from '../vocabulary.js';
import type { SendNotification } from './send.dto.js';

type Request = Pick<SendNotification, 'escalation' | 'deliveryStrategy'>;

/** The steps that a request brings, if it does; refused where they cannot be taken one after the other. */
export function stepsOf(
  { escalation, deliveryStrategy }: Request,
  channels: readonly Channel[],
): readonly EscalationStep[] | undefined {
  if (!escalation) return undefined;
  const { steps } = escalation;
  const mistakes = [
    ...flawsOf(steps).map(({ place, part, message }) => ({
      path: `escalation.steps[${place}].${part}`,
      message,
    })),
    ...steps.flatMap(({ channel }, place) =>
      channels.includes(channel)
        ? []
        : [
            {
              path: `escalation.steps[${place}].channel`,
              message: `is ${channel}, by which the message does not go: add it to \`channels\`, or leave the step out`,
            },
          ],
    ),
  ];
  if (mistakes.length > 0) throw notRight(mistakes);
  if (deliveryStrategy === 'BROADCAST') {
    throw impossible(
      'strategy-contradicts-steps',
      'A BROADCAST goes by all channels at once and has no steps.',
      {
        errors: [
          {
            path: 'escalation',
            message: 'must not be given with BROADCAST: leave it out, or ask for ESCALATION',
          },
        ],
      },
    );
  }
  return steps;
}
