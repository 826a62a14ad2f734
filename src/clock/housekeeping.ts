import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { OUTDATED_CAMPAIGNS } from '../notifications/campaigns/outdated.sql.js';
import { Database } from '../platform/database/database.js';

const EVERY_MS = 60 * 60 * 1_000;

/** What has to be done now and then: partitions ahead of time, and rows that have served. */
@Injectable()
export class Housekeeping implements OnModuleInit {
  private readonly logger = new Logger(Housekeeping.name);
  private last = 0;

  constructor(private readonly database: Database) {}

  /**
   * Before anything is planned: after a long sleep this month may have no partitions yet. Where an api was quicker,
   * what it planned is in the default partition and no other one can be made for it; that is no reason not to start.
   */
  async onModuleInit(): Promise<void> {
    await this.run(PARTITIONS);
  }

  async whenDue(): Promise<void> {
    if (Date.now() - this.last < EVERY_MS) return;
    this.last = Date.now();
    for (const statement of [PARTITIONS, ...SERVED]) await this.run(statement);
  }

  /** One that fails does not keep the others from their work. */
  private async run(statement: string): Promise<void> {
    try {
      await this.database.query(statement);
    } catch (error) {
      this.logger.error({ err: error, statement }, 'Housekeeping failed, and is tried again in an hour');
    }
  }
}

const PARTITIONS = 'SELECT ensure_partitions()';
const SERVED = [
  "DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours'",
  "DELETE FROM domain_events WHERE relayed_at < now() - interval '7 days'",
  "DELETE FROM digests WHERE done_at IS NOT NULL AND id < uuidv7_floor(now() - interval '60 days')",
  'DELETE FROM whatsapp_windows WHERE open_until < now()',
  'DELETE FROM sandbox_outbox WHERE id < (SELECT id FROM sandbox_outbox ORDER BY id DESC OFFSET 10000 LIMIT 1)',
  ...OUTDATED_CAMPAIGNS,
];
