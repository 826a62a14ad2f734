import type { GroupKind } from '../audience/scope';
import type { Channel, Priority } from '../feed/notification';
import type { Role } from '../session/person';

export interface Reach {
  readonly reachable: number;
  readonly suppressed: Readonly<Record<string, number>>;
  /** Reachable, but quiet hours hold it at the moment. */
  readonly held: number;
}

export interface Warning {
  readonly usual: number;
  readonly recipientCount: number;
  readonly message: string;
  readonly because: readonly { readonly item: string; readonly name: string; readonly count: number }[];
}

export interface NeedsApproval {
  readonly communityId: string;
  readonly name: string;
  readonly above: number;
}

/** Whom an announcement would reach, as `POST /audiences/preview` counts it. */
export interface Preview {
  readonly recipientCount: number;
  readonly byGroup: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: GroupKind;
    readonly count: number;
  }[];
  readonly groupCount: number;
  readonly byRole: Readonly<Partial<Record<Role, number>>>;
  readonly channels: Readonly<Partial<Record<Channel, Reach>>>;
  readonly sample: readonly { readonly id: string; readonly name: string }[];
  readonly estimatedCost: number | null;
  readonly currency: string;
  readonly priority: Priority;
  readonly lane: 'critical' | 'important' | 'bulk';
  readonly strategy: 'BROADCAST' | 'ESCALATION';
  readonly warning: Warning | null;
  readonly approval: NeedsApproval | null;
  readonly confirmation: { readonly token: string; readonly expiresAt: string };
}
