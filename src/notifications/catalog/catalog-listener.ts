import { Injectable } from '@nestjs/common';
import { EVENTS, type DomainEvent, type EventName } from '../../platform/events/event-map.js';
import { OnEvent } from '../../platform/events/on-event.js';
import type { MessageDraft } from '../planning/message-draft.js';
import { Planner } from '../planning/planner.js';
import { Catalog } from './catalog.js';
import type { Declaration } from './declare.js';

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
      await this.planner.accept(draftOf(declaration, id, payload));
    }
  }
}

function draftOf(declaration: Declaration, eventId: string, payload: DomainEvent['payload']): MessageDraft {
  const { name, type, channels, priority, strategy, dedupe, expiresAt } = declaration;
  return {
    type,
    channels,
    priority,
    strategy,
    cause: { origin: 'EVENT', eventId, declaration: name },
    audience: declaration.to(payload),
    values: declaration.values(payload),
    link: declaration.link?.(payload),
    ...(dedupe && { dedupe: { key: `${name}:${dedupe.key(payload)}`, withinSeconds: dedupe.withinSeconds } }),
    ...(expiresAt && { expiresAt: new Date(expiresAt(payload)) }),
  };
}
