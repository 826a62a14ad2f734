import type { EscalationStep } from '../../notifications/escalation.js';
import { TYPES, type NotificationType, type TypeSettings } from '../../notifications/types.js';

export interface DeclaredExperiment {
  name: string;
  type: NotificationType;
  variants: Readonly<Record<string, readonly EscalationStep[]>>;
}

/** The experiments that types declare now. */
export function declaredExperiments(): DeclaredExperiment[] {
  return Object.entries<TypeSettings>(TYPES).flatMap(([type, { experiment }]) =>
    experiment ? [{ ...experiment, type: type as NotificationType }] : [],
  );
}
