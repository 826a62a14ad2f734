import { SetMetadata } from '@nestjs/common';
import type { DomainEvent, EventName } from './event-map.js';

export const LISTENS_TO = 'munadi:listens-to';

/**
 * Marks a provider's method as a listener. It is called at least once for each event, possibly by two
 * processes at once after a crash, so what it does must be harmless when done again for the same event id.
 */
export const OnEvent = <Name extends EventName>(...names: Name[]) =>
  SetMetadata(LISTENS_TO, names) as <M extends (event: DomainEvent<Name>) => Promise<void>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ) => void;
