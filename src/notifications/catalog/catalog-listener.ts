import { Injectable } from '@nestjs/common';
import { EVENTS, type DomainEvent, type EventName } from '../../platform/events/event-map.js';
import { OnEvent } from '../../platform/events/on-event.js';
import { Planner } from '../planning/planner.js';
import { Catalog } from './catalog.js';

const EVERY_EVENT = Object.keys(EVENTS) as EventName[];

/** From what happened to what is said: each event becomes the messages that are declared for it. */
@Injectable()
export class CatalogListener {
  constructor(
    private readonly catalog: Catalog,
    private readonly planner: Planner,
  ) {}

  @OnEvent(...EVERY_EVENT)
  async raise({ id, name, payload }: DomainEvent): Promise<void> {
    for (const declaration of this.catalog.on(name)) {
      if (declaration.when && !declaration.when(payload)) continue;
      const { type, channels, priority, strategy } = declaration;
      await this.planner.accept({
        type,
        channels,
        priority,
        strategy,
        origin: 'EVENT',
        eventId: id,
        declaration: declaration.name,
        audience: declaration.to(payload),
        values: declaration.values(payload),
        link: declaration.link?.(payload),
      });
    }
  }
}
