export type Channel = 'IN_APP' | 'EMAIL' | 'PUSH' | 'SMS' | 'WHATSAPP' | 'WEBHOOK';

export type Priority = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

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

export type NotificationType =
  | 'GENERIC'
  | 'NOTIFICATION'
  | 'ANNOUNCEMENT'
  | 'EVENT_APPROVAL'
  | 'EVENT_REGISTRATION'
  | 'EVENT_REMINDER'
  | 'RESOURCE_REQUEST'
  | 'PAYMENT_RECEIPT'
  | 'PAYMENT_DUE'
  | 'STATUS_UPDATE_REQUEST'
  | 'STUDENT_REGISTERED'
  | 'COURSE_REGISTERED'
  | 'SECURITY_ALERT'
  | 'EMERGENCY_ALERT';

export interface FeedItem {
  readonly id: string;
  readonly type: NotificationType;
  readonly title: string;
  readonly message: string;
  readonly link: string | null;
  readonly priority: Priority;
  readonly read: boolean;
  readonly readAt: string | null;
  readonly createdAt: string;
  readonly channels: readonly { readonly channel: Channel; readonly status: DeliveryStatus }[];
}

const ON_ITS_WAY: readonly DeliveryStatus[] = ['PENDING', 'SENDING', 'RETRYING'];

export const isOnItsWay = (item: FeedItem): boolean =>
  item.channels.some(({ status }) => ON_ITS_WAY.includes(status));

/** Reading cancels what has not left yet, so its channels are about to change. */
export const isUnfinished = (item: FeedItem): boolean =>
  isOnItsWay(item) || item.channels.some(({ status }) => status === 'SCHEDULED');
