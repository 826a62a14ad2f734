import type { CommunityRule } from '../../audience/community-rules.sql.js';
import type { NotificationType } from '../types.js';

/** That a second head has to approve what goes to more people than this. */
export interface ApprovalRule {
  communityId: string;
  name: string;
  above: number;
}

/** The strictest of the rules that a message is under. What is an emergency waits for nobody. */
export function strictestRule(
  type: NotificationType,
  rules: readonly CommunityRule[],
): ApprovalRule | undefined {
  if (type === 'EMERGENCY_ALERT') return undefined;
  const asking = rules.flatMap(({ communityId, name, approvalAbove: above }) =>
    above === null ? [] : [{ communityId, name, above }],
  );
  return asking.toSorted((one, other) => one.above - other.above)[0];
}

/** The rule by which it waits; nothing where it may go. */
export const holdingBack = (
  rule: ApprovalRule | undefined,
  recipientCount: number,
): ApprovalRule | undefined => (rule && recipientCount > rule.above ? rule : undefined);
