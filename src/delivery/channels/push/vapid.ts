import type webPush from 'web-push';
import type { ProvidersConfig } from '../../../platform/config/providers-config.js';

/** A signature is good for twelve hours, and for everything that goes to one push service. */
const RENEWED_AFTER_MS = 60 * 60 * 1_000;
/** Browsers have a handful of services; whoever makes up thousands of them does not fill our memory. */
const MOST_SERVICES = 200;

/** Who we are, signed for each push service: signing takes longer than everything else about a push. */
export class Vapid {
  private readonly signed = new Map<string, { authorization: string; until: number }>();

  constructor(
    private readonly keys: NonNullable<ProvidersConfig['push']['vapid']>,
    private readonly client: typeof webPush,
  ) {}

  authorization(endpoint: string, now = Date.now()): string {
    const { origin } = new URL(endpoint);
    const known = this.signed.get(origin);
    if (known && known.until > now) return known.authorization;
    const { subject, publicKey, privateKey } = this.keys;
    const headers = this.client.getVapidHeaders(origin, subject, publicKey, privateKey, 'aes128gcm');
    if (this.signed.size >= MOST_SERVICES) this.signed.clear();
    this.signed.set(origin, { authorization: headers.Authorization, until: now + RENEWED_AFTER_MS });
    return headers.Authorization;
  }
}
