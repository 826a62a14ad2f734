import { ECDH } from 'node:crypto';
import { invalid } from '../../platform/errors/app-error.js';
import type { Platform } from './device.dto.js';
import type { PushService } from './service.js';

/** A browser's PushSubscription, as much of it as sending needs. */
export interface Subscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** Who rings a device of this token, and the token as it is kept: the same subscription is the same text. */
export function ringing(platform: Platform, token: string): { service: PushService; token: string } {
  if (platform !== 'WEB' || !token.startsWith('{')) return { service: 'fcm', token };
  return { service: 'webpush', token: JSON.stringify(subscriptionOf(token)) };
}

export function subscriptionOf(text: string): Subscription {
  const { endpoint, keys } = parsed(text);
  const p256dh = Buffer.from(textIn(keys, 'p256dh'), 'base64url');
  const auth = Buffer.from(textIn(keys, 'auth'), 'base64url');
  if (!isPublicUrl(endpoint)) throw refused('its endpoint must be an https address without a password');
  if (p256dh.length !== 65 || !isPoint(p256dh)) throw refused('its key p256dh must be a point of P-256');
  if (auth.length !== 16) throw refused('its key auth must be 16 bytes');
  return { endpoint, keys: { p256dh: p256dh.toString('base64url'), auth: auth.toString('base64url') } };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw refused('it must be the JSON of a PushSubscription');
  }
}

const textIn = (value: unknown, name: string): string => {
  const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof text === 'string' ? text : '';
};

function isPublicUrl(endpoint: unknown): endpoint is string {
  if (typeof endpoint !== 'string' || endpoint.length > 2_048 || !URL.canParse(endpoint)) return false;
  const { protocol, username, password } = new URL(endpoint);
  return protocol === 'https:' && username === '' && password === '';
}

/** What is no point of the curve cannot be encrypted to. */
function isPoint(key: Buffer): boolean {
  try {
    ECDH.convertKey(key, 'prime256v1');
    return true;
  } catch {
    return false;
  }
}

const refused = (why: string) =>
  invalid('This browser cannot be registered.', [{ path: 'token', message: `token: ${why}` }]);
