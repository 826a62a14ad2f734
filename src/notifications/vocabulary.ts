export const CHANNELS = ['IN_APP', 'EMAIL', 'PUSH', 'SMS', 'WHATSAPP', 'WEBHOOK'] as const;
export type Channel = (typeof CHANNELS)[number];

export const PRIORITIES = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const STRATEGIES = ['BROADCAST', 'ESCALATION'] as const;
export type Strategy = (typeof STRATEGIES)[number];

export const DELIVERY_STATUSES = [
  'SCHEDULED',
  'PENDING',
  'SENDING',
  'RETRYING',
  'SENT',
  'DELIVERED',
  'FAILED',
  'CANCELLED',
  'SUPPRESSED',
  'UNKNOWN',
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export const SUPPRESSION_REASONS = [
  'PREFERENCE_OFF',
  'NO_ADDRESS',
  'INVALID_ADDRESS',
  'UNSUBSCRIBED',
  'BOUNCED',
  'THROTTLED',
  'DUPLICATE',
  'QUOTA',
  'EXPIRED',
] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];
