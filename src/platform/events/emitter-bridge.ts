import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { Database } from '../database/database.js';
import { isEventName, type EventName, type Payload } from './event-map.js';
import { Events } from './events.js';

/** A plain `eventEmitter.emit('event.approved', payload)` goes to the outbox too, in a transaction of its own. */
@Injectable()
export class EmitterBridge implements OnModuleInit {
  private readonly logger = new Logger(EmitterBridge.name);

  constructor(
    private readonly emitter: EventEmitter2,
    private readonly database: Database,
    private readonly events: Events,
  ) {}

  onModuleInit(): void {
    this.emitter.onAny((name, payload) => {
      if (isEventName(name)) void this.store(name, payload as Payload<EventName>);
    });
  }

  private async store(name: EventName, payload: Payload<EventName>): Promise<void> {
    try {
      await this.events.emit(this.database.prisma, name, payload);
    } catch (error) {
      // Nobody waits for a plain emit, so the log is the only place left to say it.
      this.logger.error({ err: error, event: name }, 'A plainly emitted event could not be stored');
    }
  }
}
