import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';

const EVERY_MS = 60 * 60 * 1_000;

/** What has to be done now and then: partitions ahead of time, and rows that have served. */
@Injectable()
export class Housekeeping {
  private last = 0;

  constructor(private readonly database: Database) {}

  async whenDue(): Promise<void> {
    if (Date.now() - this.last < EVERY_MS) return;
    this.last = Date.now();
    for (const statement of STATEMENTS) await this.database.query(statement);
  }
}

const STATEMENTS = [
  'SELECT ensure_partitions()',
  "DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours'",
  "DELETE FROM domain_events WHERE relayed_at < now() - interval '7 days'",
  'DELETE FROM sandbox_outbox WHERE id < (SELECT id FROM sandbox_outbox ORDER BY id DESC OFFSET 10000 LIMIT 1)',
];
