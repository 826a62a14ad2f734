import { Injectable } from '@nestjs/common';
import { timezoneOf } from '../../directory/timezones.js';
import type { Caller } from '../../identity/caller.js';
import { Catalog } from '../../notifications/catalog/catalog.js';
import { WordsOf } from '../../notifications/wording/words-of.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { readerOf } from '../feed-item.js';
import { deliveriesOf } from './deliveries.sql.js';
import type { DeliveryStatusView } from './delivery-status.dto.js';
import { deliveryView } from './delivery-status.js';
import type { ExplainView } from './explain.dto.js';
import { explain } from './explain.js';
import { attemptsOf, causeOf } from './explain.sql.js';
import { Insight } from './insight.js';
import type { Told } from './told.sql.js';

/** What became of a notification, for its reader and for who answers for it. */
@Injectable()
export class Stories {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly insight: Insight,
    private readonly words: WordsOf,
    private readonly catalog: Catalog,
  ) {}

  async deliveryStatus(caller: Caller, id: string): Promise<DeliveryStatusView> {
    const told = await this.insight.into(id, caller);
    await this.words.ready([told]);
    const deliveries = await deliveriesOf(this.database, told);
    const { message } = this.words.orPlain(told, readerOf(caller));
    return {
      notification: { id, message, ...standing(told) },
      deliveries: deliveries.map((row) => deliveryView(row, told.createdAt)),
      currency: this.config.costs.currency,
    };
  }

  async explain(caller: Caller, id: string): Promise<ExplainView> {
    const told = await this.insight.into(id, caller);
    await this.words.ready([told]);
    const [cause, deliveries] = await Promise.all([
      causeOf(this.database, told),
      deliveriesOf(this.database, told),
    ]);
    const attempts = await attemptsOf(
      this.database,
      told.messageId,
      deliveries.map((each) => each.id),
    );
    // The outbox forgets events after a while; their declaration still knows which one it was.
    const event = cause.event ?? this.catalog.find(told.declaration ?? '')?.on ?? null;
    const { title, message } = this.words.orPlain(told, readerOf(caller));
    const { type, lane, readAt, archivedAt } = told;
    return {
      notification: { id, type, title, message, ...standing(told), lane, readAt, archivedAt },
      ...explain(told, { ...cause, event }, deliveries, attempts, timezoneOf(caller.timezone)),
    };
  }
}

const standing = ({ readAt, strategy, priority, createdAt }: Told) => ({
  read: readAt !== null,
  deliveryStrategy: strategy,
  priority,
  createdAt,
});
