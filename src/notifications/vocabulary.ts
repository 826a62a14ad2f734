export const CHANNELS = ['IN_APP', 'EMAIL', 'PUSH', 'SMS', 'WHATSAPP', 'WEBHOOK'] as const;
export type Channel = (typeof CHANNELS)[number];

export const PRIORITIES = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const STRATEGIES = ['BROADCAST', 'ESCALATION'] as const;
export type Strategy = (typeof STRATEGIES)[number];

export type DeliveryStatus =
  | 'SCHEDULED'
  | 'PENDING'
  | 'SENDING'
  | 'RETRYING'
  | 'SENT'
  | 'DELIVERED'
  | 'FAILED'
  | 'CANCELLED'
  | 'SUPPRESSED'
  | 'UNKNOWN';
