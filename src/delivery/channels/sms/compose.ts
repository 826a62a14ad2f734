import { TYPES, type NotificationType } from '../../../notifications/types.js';
import type { Config } from '../../../platform/config/config.js';
import { cut } from '../cut.js';
import { linkOf } from '../link.js';
import type { Outgoing } from '../provider.js';
import { inPlainLetters } from './likeness.js';
import { segmentsOf, type Segments } from './segments.js';

/** What comes after so many characters fits into no SMS. */
const LONGEST_READ = 5_000;

/** How an SMS of a type begins, and in how many parts it may travel. */
const LOOKS: Record<NotificationType, { emoji: string; segments: number }> = {
  GENERIC: { emoji: '💬', segments: 1 },
  NOTIFICATION: { emoji: '🔔', segments: 1 },
  ANNOUNCEMENT: { emoji: '📢', segments: 1 },
  EVENT_APPROVAL: { emoji: '📅', segments: 1 },
  EVENT_REGISTRATION: { emoji: '🎟', segments: 1 },
  EVENT_REMINDER: { emoji: '⏰', segments: 1 },
  RESOURCE_REQUEST: { emoji: '📦', segments: 1 },
  PAYMENT_RECEIPT: { emoji: '🧾', segments: 1 },
  PAYMENT_DUE: { emoji: '💳', segments: 1 },
  STATUS_UPDATE_REQUEST: { emoji: '📝', segments: 1 },
  STUDENT_REGISTERED: { emoji: '🎓', segments: 1 },
  COURSE_REGISTERED: { emoji: '📚', segments: 1 },
  SECURITY_ALERT: { emoji: '🔒', segments: 3 },
  EMERGENCY_ALERT: { emoji: '🚨', segments: 3 },
};

export interface Sms {
  text: string;
  segments: Segments;
}

/** It is asked for twice: by whoever sends it, and for what it costs. */
const composed = new WeakMap<Outgoing, Sms>();

export function smsOf(item: Outgoing, config: Config): Sms {
  const sms = composed.get(item) ?? compose(item, config);
  composed.set(item, sms);
  return sms;
}

/**
 * The text of an SMS as it leaves, in as many parts as its type may have. The link comes along where there is room
 * for all of it, and so does the emoji where it costs neither a word nor a further part.
 */
function compose(item: Outgoing, config: Config): Sms {
  const { emoji, segments } =
    LOOKS[Object.hasOwn(TYPES, item.type) ? (item.type as NotificationType) : 'GENERIC'];
  const words = inPlainLetters(tidy(item.said.message));
  const body = fitted(words, emoji, segments);
  const link = linkOf(item, config);
  const withLink = `${body}\n${link}`;
  // Not below what was cut: it would stand in for words.
  const whole = link !== undefined && body.endsWith(words) && partsOf(withLink) <= segments;
  const text = whole ? withLink : body;
  return { text, segments: segmentsOf(text) };
}

function fitted(words: string, emoji: string, allowed: number): string {
  const adorned = `${emoji} ${words}`.trimEnd();
  const { count } = segmentsOf(words);
  if (count <= allowed) return partsOf(adorned) <= count ? adorned : words;
  const shortened = cutTo(allowed, words);
  return segmentsOf(shortened).encoding === 'GSM-7' ? shortened : cutTo(allowed, adorned);
}

function cutTo(allowed: number, text: string): string {
  // What follows could not fit anyway; one more, so that it is cut all the same.
  const room = segmentsOf(text.slice(0, 70)).encoding === 'UCS-2' ? 70 : 160;
  return cut(
    text.slice(0, room * allowed + 1),
    (start) => (segmentsOf(start).encoding === 'GSM-7' ? '...' : '…'),
    (whole) => partsOf(whole) <= allowed,
  );
}

const partsOf = (text: string) => segmentsOf(text).count;

/** No blank lines, no runs of spaces and nothing that a telephone cannot show. */
const tidy = (text: string) =>
  text
    .slice(0, LONGEST_READ)
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f\ufffe\uffff]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
