import type { Channel, DeliveryStatus, NotificationType, Priority } from '../feed/notification';
import type { StoredItem } from '../audience/stored';

export type MessageState = 'SCHEDULED' | 'FANNING_OUT' | 'COMPLETED' | 'FAILED' | 'CANCELLED';
export type Counts = Readonly<Partial<Record<Channel, Readonly<Partial<Record<DeliveryStatus, number>>>>>>;

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Approval {
  readonly state: 'WAITING' | 'GRANTED' | 'REFUSED';
  readonly communityId: string;
  readonly communityName: string;
  readonly askedAt: string;
  /** Null for as soon as it is approved, or for its local time. */
  readonly wantedFor?: string | null;
  readonly decidedAt: string | null;
  readonly decidedBy: Named | null;
  readonly reason: string | null;
}

/** A message as its sender follows it. */
export interface MessageSummary {
  readonly id: string;
  readonly type: NotificationType;
  readonly state: MessageState;
  readonly origin: 'EVENT' | 'MEMBER' | 'CLIENT';
  readonly subject: string | null;
  readonly message: string | null;
  readonly channels: readonly Channel[];
  readonly priority: Priority;
  readonly strategy: 'BROADCAST' | 'ESCALATION';
  readonly recipientCount: number;
  readonly plannedCount: number;
  readonly progress: number;
  readonly counts: Counts | null;
  readonly cost: number | null;
  readonly currency: string;
  readonly scheduledFor: string | null;
  readonly localTime: string | null;
  readonly createdAt: string;
  readonly completedAt: string | null;
  readonly cancelledAt: string | null;
  readonly error: string | null;
  readonly sender: Named | null;
  readonly approval?: Approval | null;
  readonly resendOf?: string | null;
}

export interface Message extends MessageSummary {
  readonly audience: { readonly include: readonly StoredItem[]; readonly exclude?: readonly StoredItem[] };
  /** By way and reason. */
  readonly suppressed: Readonly<Partial<Record<Channel, Readonly<Record<string, number>>>>>;
  readonly groupNames: Readonly<Record<string, string>>;
}
