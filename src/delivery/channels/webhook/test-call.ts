import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CannotOpen } from '../../../platform/crypto/sealing.js';
import { Database } from '../../../platform/database/database.js';
import { conflict, tooMany } from '../../../platform/errors/app-error.js';
import { Deadline } from '../../deadline.js';
import type { Outcome } from '../provider.js';
import { bodyOf, type Told } from './payload.js';
import { verdictOf, withoutAnswer } from './verdict.js';
import { WebhookCalls, type Callee } from './webhook-calls.js';
import type { WebhookTestView } from './webhook.dto.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { Webhooks } from './webhooks.js';
import { claimTest } from './webhooks.sql.js';

/** Shorter than for what counts: somebody waits for the answer. */
const PATIENCE_MS = 10_000;

/** Calls an endpoint while its owner looks on. It leaves no trace in how the endpoint fares. */
@Injectable()
export class TestCall {
  constructor(
    private readonly database: Database,
    private readonly webhooks: Webhooks,
    private readonly calls: WebhookCalls,
    private readonly secrets: WebhookSecrets,
  ) {}

  async run(userId: string): Promise<WebhookTestView> {
    const tested = await claimTest(this.database, userId);
    if (!tested) {
      await this.webhooks.of(userId);
      throw tooMany('A test call may be made every ten seconds.', 10);
    }
    const { url, preset, secretsSealed } = tested;
    return await this.call({ url, preset, secrets: this.open(secretsSealed) });
  }

  private open(sealed: readonly string[]): string[] {
    try {
      return this.secrets.openAny(sealed);
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
      throw conflict('The secret of this webhook cannot be opened any more; remove it and save it again.');
    }
  }

  private async call(callee: Callee): Promise<WebhookTestView> {
    const id = randomUUID();
    try {
      const answer = await this.calls.post(
        callee,
        id,
        bodyOf(testOf(id), callee.preset),
        new Deadline(PATIENCE_MS),
      );
      return told(verdictOf(answer, callee.preset, id), answer.status);
    } catch (error) {
      const outcome = withoutAnswer(error);
      if (!outcome) throw error;
      return told(outcome, null);
    }
  }
}

const testOf = (id: string): Told => ({
  type: 'test',
  at: new Date(),
  title: 'A test',
  message: 'This is how Munadi will tell you things.',
  link: null,
  also: { id },
});

function told(outcome: Outcome, status: number | null): WebhookTestView {
  const reason =
    outcome.kind === 'sent'
      ? null
      : 'error' in outcome
        ? outcome.error
        : 'It took the call, or some of it, and gave no whole answer in time.';
  return { delivered: outcome.kind === 'sent', status, reason };
}
