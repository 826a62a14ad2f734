import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MarkedMethods } from '../discovery/marked-methods.js';
import type { DomainEvent, EventName } from './event-map.js';
import { LISTENS_TO } from './on-event.js';

type Listener = (event: DomainEvent) => Promise<void>;

/** Finds the methods marked with @OnEvent. */
@Injectable()
export class Listeners implements OnModuleInit {
  private readonly byName = new Map<EventName, Listener[]>();

  constructor(private readonly marked: MarkedMethods) {}

  onModuleInit(): void {
    for (const { mark, call } of this.marked.find<EventName[], DomainEvent>(LISTENS_TO)) {
      for (const name of mark) this.byName.set(name, [...this.of(name), call]);
    }
  }

  of(name: EventName): Listener[] {
    return this.byName.get(name) ?? [];
  }
}
