import { Injectable } from '@nestjs/common';
import { EVENTS, type DomainEvent, type EventName } from '../../platform/events/event-map.js';
import { OnEvent } from '../../platform/events/on-event.js';
import { Planner } from '../planning/planner.js';
import { Catalog } from './catalog.js';
import { draftOf } from './draft-of.js';

const EVERY_EVENT = Object.keys(EVENTS) as EventName[];

/** From what happened to what is said: each event becomes the messages that are declared for it. */
@Injectable()
export class CatalogListener {
  constructor(
    private readonly catalog: Catalog,
    private readonly planner: Planner,
  ) {}

  /**
   * One declaration that fails stops none of the others. The event is told again because of it, and what
   * was accepted is not accepted twice: the messages of an event are unique by their declaration.
   */
  @OnEvent(...EVERY_EVENT)
  async raise(event: DomainEvent): Promise<void> {
    const failures: unknown[] = [];
    for (const declaration of this.catalog.on(event.name)) {
      try {
        const draft = draftOf(declaration, event.id, event.payload);
        if (draft) await this.planner.accept(draft);
      } catch (error) {
        failures.push(new Error(`${declaration.name}: ${(error as Error).message}`, { cause: error }));
      }
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, failures.map((each) => (each as Error).message).join('; '));
    }
  }
}
