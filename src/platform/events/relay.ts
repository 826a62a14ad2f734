import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '../database/database.js';
import { step } from '../observability/steps.js';
import { EVENTS, isEventName, type DomainEvent } from './event-map.js';
import { NEW_EVENTS } from './events.js';
import { Listeners } from './listeners.js';
import { markFailed, markRelayed, MAX_ATTEMPTS, takeDueEvents, type TakenEvent } from './outbox.js';
import { Wakeup } from './wakeup.js';

/** For what was not announced: an event whose relay died, or that is due again. */
const LOOK_EVERY_MS = 2_000;

/** Hands what is in the outbox to its listeners, at least once. PostgreSQL wakes it at each commit. */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Relay.name);
  private readonly wakeup: Wakeup;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly listeners: Listeners,
  ) {
    this.wakeup = new Wakeup(database.url, NEW_EVENTS, () => this.wake());
  }

  onApplicationBootstrap(): void {
    this.wakeup.start();
    this.timer = setInterval(() => this.wake(), LOOK_EVERY_MS);
    this.wake();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.wakeup.stop();
    await this.running;
  }

  /** Starts relaying unless it is under way already; then it looks once more before it ends. */
  wake(): void {
    this.again = true;
    if (this.stopped) return;
    this.running ??= this.drain().finally(() => {
      this.running = undefined;
    });
  }

  private async drain(): Promise<void> {
    try {
      while (this.again && !this.stopped) {
        this.again = false;
        const events = await takeDueEvents(this.database);
        step('relay.taken', { count: events.length });
        if (events.length === 0) continue;
        this.again = true;
        await this.tell(events);
      }
    } catch (error) {
      // The database is away: what was taken becomes due again when its lease ends, and we look again soon.
      this.logger.error({ err: error }, 'The outbox could not be relayed');
    }
  }

  private async tell(events: TakenEvent[]): Promise<void> {
    const told: string[] = [];
    for (const event of events) {
      try {
        if (event.attempts > MAX_ATTEMPTS)
          throw new Error('It was taken again and again, and nobody came back.');
        const checked = check(event);
        await this.hear(checked);
        told.push(event.id);
      } catch (error) {
        const verdict = event.attempts >= MAX_ATTEMPTS ? 'given up' : 'tried again later';
        this.logger.error(
          { err: error, eventId: event.id, event: event.name },
          `A listener failed; ${verdict}`,
        );
        await markFailed(this.database, event, sentenceOf(error));
      }
    }
    step('relay.told', { count: told.length });
    if (told.length > 0) await markRelayed(this.database, told);
    step('relay.marked', { count: told.length });
  }

  /** One listener that fails stops none of the others; the event is told to all of them again. */
  private async hear(event: DomainEvent): Promise<void> {
    const failures: unknown[] = [];
    for (const listener of this.listeners.of(event.name)) {
      try {
        await listener(event);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, failures.map(sentenceOf).join('; '));
  }
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function check(event: TakenEvent): DomainEvent {
  if (!isEventName(event.name)) throw new Error(`No event is called ${String(event.name)}`);
  return { id: event.id, name: event.name, payload: EVENTS[event.name].parse(event.payload) };
}
