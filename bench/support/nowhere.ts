import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { Providers } from '../../src/delivery/channels/providers.js';
import type { Outgoing, Provider } from '../../src/delivery/channels/provider.js';
import type { Sql } from '../../src/platform/database/database.js';

/** Stands in for every provider of an application: takes everything at once, and counts it. */
export class Nowhere implements Provider {
  readonly name = 'nowhere';
  readonly channels = ['IN_APP', 'EMAIL', 'SMS'] as const;
  readonly configured = true;
  private readonly taken = new Map<string, number>();

  constructor(
    app: INestApplication,
    /** Sees what it is given, at the moment it is. */
    private readonly seen?: (batch: readonly Outgoing[]) => void,
  ) {
    app.get(Providers).of = () => [this];
  }

  send(batch: readonly Outgoing[]): ReturnType<Provider['send']> {
    this.seen?.(batch);
    const [first] = batch;
    if (first) this.taken.set(first.messageId, (this.taken.get(first.messageId) ?? 0) + batch.length);
    return Promise.resolve(batch.map(() => ({ kind: 'sent' })));
  }

  /** Waits until so many of a message have been taken and recorded: each once, and none twice. */
  async hasAll(sql: Sql, messageId: string, deliveries: number): Promise<void> {
    while ((this.taken.get(messageId) ?? 0) < deliveries) await sleep(5);
    for (;;) {
      const [row] = await sql.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM deliveries WHERE message_id = $1 AND status = 'SENDING'",
        [messageId],
      );
      if (row?.count === 0) break;
      await sleep(5);
    }
    this.taken.delete(messageId);
  }
}
