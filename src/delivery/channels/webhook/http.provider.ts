import { Injectable, Logger } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Config } from '../../../platform/config/config.js';
import { CannotOpen } from '../../../platform/crypto/sealing.js';
import { Database } from '../../../platform/database/database.js';
import type { Deadline } from '../../deadline.js';
import { oneByOne } from '../one-by-one.js';
import { ChannelProvider, type Outcome, type Outgoing, type Provider } from '../provider.js';
import { Turns } from '../turns.js';
import { endpointsOf, type Endpoint } from './endpoints.sql.js';
import { newsOf, noteHealth, type Health, type Heard } from './health.sql.js';
import { bodyOf, toldOf } from './payload.js';
import { GONE, verdictOf, withoutAnswer } from './verdict.js';
import { WebhookCalls } from './webhook-calls.js';
import { WebhookSecrets } from './webhook-secrets.js';

/** Each endpoint is a service of its own: more of them at once than one service would like. */
const AT_ONCE = 100;

/** A worker waits for the slowest of its batch: one that has done nothing but fail may not keep it as long as others. */
const SHORT_PATIENCE_MS = 5_000;

/** Calls the addresses that members have named. */
@Injectable()
@ChannelProvider()
export class HttpProvider implements Provider {
  readonly name = 'http';
  readonly channels = ['WEBHOOK'] as const;
  readonly configured = true;
  private readonly logger = new Logger(HttpProvider.name);

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly calls: WebhookCalls,
    private readonly secrets: WebhookSecrets,
  ) {}

  async send(batch: readonly Outgoing[], deadline: Deadline): Promise<Outcome[]> {
    if (batch.length === 0) return [];
    const endpoints = await this.endpointsOf(batch);
    const heard = new Map<string, Heard>();
    const outcomes = await oneByOne(batch, new Turns(AT_ONCE), deadline, async (item) => {
      const endpoint = endpoints.get(item.to);
      // It was taken away after this had been claimed.
      if (!endpoint) return { kind: 'nowhere', reason: 'NO_ADDRESS' };
      return await this.sendOne(item, endpoint, deadline, (health) =>
        heard.set(endpoint.id, { endpoint, health }),
      );
    });
    await this.note([...heard.values()]);
    return outcomes.map(aboutThisOne);
  }

  private async endpointsOf(batch: readonly Outgoing[]): Promise<Map<string, Endpoint>> {
    const userIds = batch.map(({ to }) => to).filter((to) => isUUID(to));
    const endpoints = await endpointsOf(this.database, userIds);
    return new Map(endpoints.map((endpoint) => [endpoint.userId, endpoint]));
  }

  private async sendOne(
    item: Outgoing,
    { url, preset, secretsSealed, tiresome }: Endpoint,
    deadline: Deadline,
    note: (health: Health) => void,
  ): Promise<Outcome> {
    try {
      const secrets = this.secrets.openAny(secretsSealed);
      const body = bodyOf(toldOf(item, this.config), preset);
      // Until it answers: who is still silent at the deadline is not heard of again.
      note('FAILING');
      const patience = tiresome ? deadline.within(SHORT_PATIENCE_MS) : deadline;
      const answer = await this.calls.post({ url, preset, secrets }, item.deliveryId, body, patience);
      const outcome = verdictOf(answer, preset, item.deliveryId);
      note(healthOf(outcome));
      return outcome;
    } catch (error) {
      return this.failed(item, error);
    }
  }

  /** Whatever it is: the others of the batch have been told, or will be. */
  private failed(item: Outgoing, error: unknown): Outcome {
    if (error instanceof CannotOpen)
      return { kind: 'retry', code: 'CANNOT_SIGN', error: 'Its secret cannot be opened.' };
    const outcome = withoutAnswer(error);
    if (outcome) return outcome;
    this.logger.error({ err: error, deliveryId: item.deliveryId }, 'A webhook failed in a way not foreseen');
    return { kind: 'unknown' };
  }

  /** What is known of the deliveries is worth more than what is known of the endpoints. */
  private async note(heard: readonly Heard[]): Promise<void> {
    try {
      await noteHealth(this.database, newsOf(heard));
    } catch (error) {
      this.logger.warn({ err: error }, 'How endpoints fare could not be noted; the next call tells it again');
    }
  }
}

function healthOf(outcome: Outcome): Health {
  if (outcome.kind === 'sent') return 'WELL';
  return outcome.kind === 'reject' && outcome.code === GONE ? 'GONE' : 'FAILING';
}

/** That one is silent says nothing about the others. */
const aboutThisOne = (outcome: Outcome): Outcome =>
  outcome.kind === 'unknown' ? { kind: 'unknown' } : outcome;
