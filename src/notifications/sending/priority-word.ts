import { Transform } from 'class-transformer';
import { PRIORITIES, type Priority } from '../vocabulary.js';

const ALSO_CALLED: Readonly<Record<string, Priority>> = {
  LOW: 'LOW',
  NORMAL: 'MEDIUM',
  HIGH: 'HIGH',
  URGENT: 'CRITICAL',
};

/** low, normal, high and urgent are LOW, MEDIUM, HIGH and CRITICAL, in any case. */
export const PriorityWord = () => Transform(({ value }: { value: unknown }) => priorityOf(value));

export function priorityOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const word = value.toUpperCase();
  return PRIORITIES.find((priority) => priority === word) ?? ALSO_CALLED[word] ?? value;
}
