import type { Audience } from '../../audience/audience.js';
import type { ApprovalRule } from '../approvals/needed.js';
import type { TextValues } from '../catalog/declare.js';
import type { EscalationStep } from '../escalation.js';
import type { NotificationType } from '../types.js';
import type { Channel, Priority, Strategy } from '../vocabulary.js';

/** What somebody asks to be sent, before it is a row. */
export interface MessageDraft {
  type: NotificationType;
  cause: Cause;
  audience: Audience;
  channels: readonly Channel[];
  priority?: Priority;
  strategy?: Strategy;
  /** What the texts of the declaration are filled with, and what the feed hands on as `data`. */
  values: TextValues;
  /** What is said, where no declaration says it. */
  content?: LiteralText;
  link?: string;
  /** As templates were with this publication, and 0 for the files; the last one where none is given. */
  templateVersion?: number;
  metadata?: Record<string, unknown>;
  scheduledFor?: Date;
  /** Instead: a time of day, as 2026-12-01T09:00:00, in each recipient's timezone. */
  localTime?: string;
  /** Steps of its own, when it escalates. */
  escalation?: readonly EscalationStep[];
  /** That it waits for a second head, where it goes to more people than that. */
  approval?: ApprovalRule;
  /** Of a list of people: which column says who they are, and by what. */
  listedBy?: { person: string; by: string };
  /** What its sender was shown before, and said yes to. */
  confirmed?: { recipientCount: number; at: string };
  /** The id of a confirmation that confirms this one message and no other. */
  confirmation?: string;
  /** It is of no use after this. */
  expiresAt?: Date;
  dedupe?: { key: string; withinSeconds: number };
  /** The message whose missed people it is for. */
  resendOf?: string;
}

/** Why there is a message. An event and a declaration together make a repetition harmless. */
export type Cause =
  | { origin: 'EVENT'; eventId: string; declaration: string }
  | { origin: 'MEMBER'; senderId: string; scheduleId?: string };

/** Words as somebody typed them, in one language or in several. */
export interface LiteralText {
  subject?: string;
  message: string;
  locales?: Partial<Record<string, { subject?: string; message: string }>>;
}
