import type { Config } from '../../../platform/config/config.js';
import type { Priority } from '../../../notifications/vocabulary.js';
import { linkOf } from '../link.js';
import type { Outgoing } from '../provider.js';
import { fitted, jsonBytes } from './fitted.js';
import { safeName } from './reserved.js';

/** What a device is told, whatever service rings it. */
export interface Push {
  title: string;
  body: string;
  link: string | undefined;
  /** For the app: strings only, because FCM takes nothing else. */
  data: Record<string, string>;
  /** The same for every attempt of a delivery, so that a repetition replaces what is shown instead of ringing twice. */
  tag: string;
  urgent: boolean;
  ttlSeconds: number;
  locale: string;
}

const LONGEST_TITLE = 100;
const LONGEST_BODY = 150;
/** Letters of some scripts are many bytes; with these, what must be told fits always. */
const TITLE_BYTES = 600;
const BODY_BYTES = 1_800;
/** Twice: where a tap leads, and for the app. */
const LINK_BYTES = 500;
/** Services take 4096 bytes, less what each wraps around it. */
const MOST_BYTES = 3_800;

const HOUR = 60 * 60;

/** How long a device that is off is waited for: an alarm of yesterday helps nobody. */
const URGENCY: Record<Priority, { urgent: boolean; ttlSeconds: number }> = {
  LOW: { urgent: false, ttlSeconds: 24 * HOUR },
  MEDIUM: { urgent: false, ttlSeconds: 24 * HOUR },
  HIGH: { urgent: true, ttlSeconds: 24 * HOUR },
  CRITICAL: { urgent: true, ttlSeconds: HOUR },
};

export function pushOf(item: Outgoing, config: Config): Push {
  const title = fitted(item.said.title, LONGEST_TITLE, TITLE_BYTES);
  const body = fitted(item.said.message, LONGEST_BODY, BODY_BYTES);
  const whole = linkOf(item, config);
  // Half a link leads nowhere; the app still has the notification's id.
  const link = whole !== undefined && jsonBytes(whole) <= LINK_BYTES ? whole : undefined;
  return {
    title,
    body,
    link,
    data: dataOf(item, link, { title, body, link }),
    // 32 characters of base64url are all that Web Push takes.
    tag: item.deliveryId.replaceAll('-', ''),
    ...URGENCY[item.priority],
    locale: item.reader.locale,
  };
}

/** What identifies it, then what the sender gave with it as long as there is room, each value whole or not at all. */
function dataOf(item: Outgoing, link: string | undefined, beside: object): Record<string, string> {
  const data = new Map([
    ['notificationId', item.notificationId],
    ['type', item.type],
  ]);
  if (link !== undefined) data.set('link', link);
  const given = Object.entries(item.data);
  if (given.length === 0) return Object.fromEntries(data);
  let left = MOST_BYTES - jsonBytes(beside) - jsonBytes(Object.fromEntries(data));
  for (const [name, value] of given) {
    const [as, text] = [safeName(name), textOf(value)];
    const bytes = jsonBytes(as) + jsonBytes(text) + 2;
    if (text === undefined || bytes > left || data.has(as)) continue;
    data.set(as, text);
    left -= bytes;
  }
  return Object.fromEntries(data);
}

function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
