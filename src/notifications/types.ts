import type { EscalationStep, Experiment } from './escalation.js';
import type { Channel, Priority } from './vocabulary.js';

export interface TypeSettings {
  /** Taken where the sender gives none; it decides the lane. */
  priority: Priority;
  /** Channels on which a member's preferences don't count. */
  mandatory: readonly Channel[];
  /** Steps where a message of it escalates and brings none of its own. Without them those of ESCALATION_STEPS hold. */
  escalation?: readonly EscalationStep[];
  /** Instead: which of these steps are best is to be found out. docs/operations.md says how. */
  experiment?: Experiment;
  /** A tap on its link reads it, from outside of the app too. Whatever follows links by itself reads it as well. */
  tracked?: true;
}

/** What a notification can be about. */
export const TYPES = {
  GENERIC: { priority: 'LOW', mandatory: [] },
  NOTIFICATION: { priority: 'MEDIUM', mandatory: [] },
  ANNOUNCEMENT: { priority: 'LOW', mandatory: [] },
  EVENT_APPROVAL: { priority: 'HIGH', mandatory: [] },
  EVENT_REGISTRATION: { priority: 'LOW', mandatory: [] },
  EVENT_REMINDER: { priority: 'MEDIUM', mandatory: [], tracked: true },
  RESOURCE_REQUEST: { priority: 'HIGH', mandatory: [] },
  PAYMENT_RECEIPT: { priority: 'HIGH', mandatory: ['EMAIL'] },
  PAYMENT_DUE: { priority: 'HIGH', mandatory: [] },
  STATUS_UPDATE_REQUEST: { priority: 'CRITICAL', mandatory: [] },
  STUDENT_REGISTERED: { priority: 'MEDIUM', mandatory: [] },
  COURSE_REGISTERED: { priority: 'MEDIUM', mandatory: [] },
  SECURITY_ALERT: { priority: 'CRITICAL', mandatory: ['IN_APP', 'EMAIL', 'PUSH', 'SMS', 'WHATSAPP'] },
  EMERGENCY_ALERT: { priority: 'CRITICAL', mandatory: ['IN_APP', 'EMAIL', 'PUSH', 'SMS', 'WHATSAPP'] },
} as const satisfies Record<string, TypeSettings>;

export type NotificationType = keyof typeof TYPES;

/** What people and clients send in their own words; no declaration has to raise it. */
export const SENT_BY_PEOPLE: readonly NotificationType[] = ['GENERIC', 'NOTIFICATION', 'ANNOUNCEMENT'];

/** The channels on which nobody's preferences count. A type that is no more has none. */
export const mandatoryChannels = (type: string): readonly Channel[] =>
  Object.hasOwn(TYPES, type) ? TYPES[type as NotificationType].mandatory : [];

export const settingsOf = (type: NotificationType): TypeSettings => TYPES[type];

export const tracksLinks = (type: string): boolean =>
  Object.hasOwn(TYPES, type) && settingsOf(type as NotificationType).tracked === true;
