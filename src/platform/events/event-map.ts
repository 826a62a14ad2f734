import type { z } from 'zod';
import { ALERT_EVENTS } from './map/alerts.js';
import { ANNOUNCEMENT_EVENTS } from './map/announcements.js';
import { COMMUNITY_EVENTS } from './map/community.js';
import { EDUCATION_EVENTS } from './map/education.js';
import { INTERNAL_EVENTS } from './map/nearing.js';
import { PAYMENT_EVENTS } from './map/payments.js';
import { RESOURCE_EVENTS } from './map/resources.js';
import { STATUS_EVENTS } from './map/statuses.js';

/**
 * Every fact that can be told, with what it carries. Who emits and who listens share this map,
 * so a payload that lacks a field does not compile, and one that slips through a plain emitter is refused.
 */
export const EVENTS = {
  ...COMMUNITY_EVENTS,
  ...RESOURCE_EVENTS,
  ...PAYMENT_EVENTS,
  ...EDUCATION_EVENTS,
  ...STATUS_EVENTS,
  ...ALERT_EVENTS,
  ...ANNOUNCEMENT_EVENTS,
  ...INTERNAL_EVENTS,
} as const;

export type EventName = keyof typeof EVENTS;
export type Payload<Name extends EventName> = z.infer<(typeof EVENTS)[Name]>;

/** A fact as a listener gets it. Its id is the same however often it is told. */
export interface DomainEvent<Name extends EventName = EventName> {
  id: string;
  name: Name;
  payload: Payload<Name>;
}

/** Whether it is for the module that tells it, and no notification is declared for it. */
export const isInternal = (name: EventName): boolean => Object.hasOwn(INTERNAL_EVENTS, name);

export const isEventName = (name: unknown): name is EventName =>
  typeof name === 'string' && Object.hasOwn(EVENTS, name);
