/** Who rings a device. */
export type PushService = 'fcm' | 'webpush';
