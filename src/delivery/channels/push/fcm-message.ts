import type { Message } from 'firebase-admin/messaging';
import type { Push } from './compose.js';

/** A push as FCM takes it, for whatever the token stands for: Android, an iPhone or a browser. */
export function fcmMessage(push: Push, token: string, now = Date.now()): Message {
  const { title, body, data, tag, urgent, ttlSeconds, link } = push;
  return {
    token,
    notification: { title, body },
    data,
    android: {
      priority: urgent ? 'high' : 'normal',
      ttl: ttlSeconds * 1_000,
      collapseKey: tag,
      notification: { tag },
    },
    apns: {
      headers: {
        'apns-collapse-id': tag,
        'apns-priority': urgent ? '10' : '5',
        'apns-expiration': String(Math.floor(now / 1_000) + ttlSeconds),
      },
      payload: { aps: { sound: 'default' } },
    },
    webpush: {
      headers: { Urgency: urgent ? 'high' : 'normal', TTL: String(ttlSeconds), Topic: tag },
      notification: { tag },
      // FCM refuses a link that is not https.
      ...(link?.startsWith('https:') ? { fcmOptions: { link } } : {}),
    },
  };
}
