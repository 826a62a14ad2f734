import type { Lane } from '../../platform/queues/lanes.js';
import { TYPES, type NotificationType } from '../types.js';
import type { EscalationStep } from '../escalation.js';
import type { Priority, Strategy } from '../vocabulary.js';

export interface Asked {
  type: NotificationType;
  priority?: Priority;
  strategy?: Strategy;
  /** Steps of its own: without a strategy they say that it escalates. */
  escalation?: readonly EscalationStep[];
  recipientCount: number;
}

export interface Route {
  priority: Priority;
  lane: Lane;
  strategy: Strategy;
}

const LANE_OF: Record<Priority, Lane> = {
  CRITICAL: 'critical',
  HIGH: 'important',
  MEDIUM: 'important',
  LOW: 'bulk',
};

/** How urgent a message is, by which lane it goes, and whether its channels go one after the other. */
export function decideRoute(asked: Asked, bulkThreshold: number): Route {
  const priority = asked.priority ?? TYPES[asked.type].priority;
  const crowd = asked.recipientCount > bulkThreshold && priority !== 'CRITICAL';
  return {
    priority,
    lane: crowd ? 'bulk' : LANE_OF[priority],
    strategy: decideStrategy(priority, asked.strategy ?? (asked.escalation && 'ESCALATION')),
  };
}

function decideStrategy(priority: Priority, asked: Strategy | undefined): Strategy {
  if (priority === 'CRITICAL') return 'BROADCAST';
  return asked ?? (priority === 'LOW' ? 'ESCALATION' : 'BROADCAST');
}
