import type { Audience } from '../../audience/audience.js';
import type { NotificationType } from '../types.js';
import type { Channel, Priority, Strategy } from '../vocabulary.js';
import type { TextValues } from '../catalog/declare.js';

/** What somebody asks to be sent, before it is a row. */
export interface MessageDraft {
  type: NotificationType;
  origin: 'EVENT';
  /** Together they make a repeated event harmless. */
  eventId: string;
  declaration: string;
  audience: Audience;
  channels: readonly Channel[];
  priority?: Priority;
  strategy?: Strategy;
  values: TextValues;
  link?: string;
}
