import type webPush from 'web-push';
import type { Reached } from '../../../directory/devices/reach.js';
import type { Subscription } from '../../../directory/devices/subscription.js';
import type { Push } from './compose.js';
import type { Vapid } from './vapid.js';

export interface PushRequest {
  endpoint: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** A push as the service of one browser takes it: only that browser can read it. `home` is where a tap leads without a link. */
export function webPushRequest(
  push: Push,
  { token }: Pick<Reached, 'token'>,
  home: string,
  vapid: Vapid,
  client: typeof webPush,
): PushRequest {
  // Checked when it was registered.
  const subscription = JSON.parse(token) as Subscription;
  const { endpoint, headers, body } = client.generateRequestDetails(subscription, payloadOf(push, home), {
    headers: { Authorization: vapid.authorization(subscription.endpoint) },
    TTL: push.ttlSeconds,
    urgency: push.urgent ? 'high' : 'normal',
    topic: push.tag,
  });
  // All of them text: undici takes no numbers.
  const texts = Object.entries(headers as Record<string, string | number>).map(([name, value]) => [
    name,
    String(value),
  ]);
  return {
    endpoint,
    headers: Object.fromEntries(texts) as Record<string, string>,
    body: body ?? Buffer.alloc(0),
  };
}

/**
 * As Declarative Web Push has it, which a browser that knows it shows even without a service worker; any other
 * hands it to the worker of the page.
 */
function payloadOf({ title, body, tag, link, data, locale }: Push, home: string): string {
  const notification = { title, body, lang: locale, tag, navigate: link ?? home, data };
  return JSON.stringify({ web_push: 8030, notification });
}
