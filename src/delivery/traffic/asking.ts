import { Injectable, Logger } from '@nestjs/common';
import { isDatabaseUnavailable } from '../../platform/errors/database-unavailable.js';
import { step } from '../../platform/observability/steps.js';
import type { Outcome, Provider } from '../channels/provider.js';
import type { Deadline } from '../deadline.js';
import { listenTo, thrown, type Report } from './listen.js';
import type { Hold, Passage, Ready } from './passage.js';

/** Gives a batch to a provider, and hears what it says of each and what that says about itself. */
@Injectable()
export class Asking {
  private readonly logger = new Logger(Asking.name);

  async ask(
    provider: Provider,
    batch: readonly Ready[],
    deadline: Deadline,
  ): Promise<{ passages: Passage[]; report: Report }> {
    if (deadline.passed)
      return { passages: batch.map((ready) => ({ ready, hold: HELD_UP })), report: NOTHING };
    const deliveries = batch.map(({ item }) => item);
    const passed = { messageId: deliveries[0]?.messageId, channel: deliveries[0]?.channel, deliveries };
    step('deliver.worded', passed);
    const { outcomes, report } = await this.answers(provider, batch, deadline);
    step('deliver.sent', passed);
    return {
      passages: batch.map((ready, place) => {
        const outcome = outcomes[place];
        return outcome?.kind === 'held' ? { ready, hold: TOO_SLOW } : { ready, by: provider, outcome };
      }),
      report,
    };
  }

  /** One that throws tells nothing of what it was given, but what is known of the others is recorded. */
  private async answers(provider: Provider, batch: readonly Ready[], deadline: Deadline): Promise<Answers> {
    try {
      const outcomes = await provider.send(
        batch.map(({ outgoing }) => outgoing),
        deadline,
      );
      return { outcomes, report: listenTo(outcomes) };
    } catch (error) {
      const what = {
        provider: provider.name,
        messageId: batch[0]?.outgoing.messageId,
        count: batch.length,
      };
      this.logger.error({ err: error, ...what }, 'A provider failed, and it is not known what it has sent');
      // What it wanted to know of ours says nothing about itself.
      return { outcomes: [], report: isDatabaseUnavailable(error) ? NOTHING : thrown(batch.length, error) };
    }
  }
}

interface Answers {
  outcomes: readonly Outcome[];
  report: Report;
}

const NOTHING: Report = { well: 0, down: 0, patienceMs: 0, reason: '' };

const TOO_SLOW: Hold = {
  code: 'TOO_SLOW',
  error: 'The service was too slow for its batch.',
  inMs: 1_000,
};

const HELD_UP: Hold = {
  code: 'HELD_UP',
  error: 'The worker was held up for so long that it let it be.',
  inMs: 1_000,
};
