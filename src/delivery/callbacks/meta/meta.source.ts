import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { phoneIn } from '../addresses.js';
import { field, json, list, moment, text } from '../fields.js';
import { news, type News, type Opening, type Reply, type Report } from '../news.js';
import { referenced } from '../references.js';
import { same } from '../same.js';
import type { Callback, Source } from '../source.js';
import { wishIn } from '../wishes.js';

/** Who has read it in WhatsApp has got it, and still has it unread with us: only what happens with us reads. */
const TOLD = new Map<string | undefined, Report['told']>([
  ['sent', 'SENT'],
  ['delivered', 'DELIVERED'],
  ['read', 'DELIVERED'],
  ['failed', 'FAILED'],
]);

/** Meta: what became of WhatsApp messages, and what people write. */
@Injectable()
export class MetaSource implements Source {
  readonly configured: boolean;

  constructor(private readonly config: Config) {
    this.configured = config.providers.callbacks.meta !== undefined;
  }

  trusts({ raw, header }: Callback): boolean {
    const { meta } = this.config.providers.callbacks;
    if (!meta) return false;
    const expected = createHmac('sha256', meta.appSecret).update(raw).digest('hex');
    return same(header('x-hub-signature-256'), `sha256=${expected}`);
  }

  /** What Meta wants to see back before it calls here at all; undefined for whoever does not know the word. */
  answerTo(query: Record<string, unknown>): string | undefined {
    const word = this.config.providers.callbacks.meta?.verifyToken;
    const challenge = text(query, 'hub.challenge');
    const knows = word !== undefined && same(text(query, 'hub.verify_token'), word);
    const fits = text(query, 'hub.mode') === 'subscribe' && /^[\w-]{1,200}$/.test(challenge ?? '');
    return knows && fits ? challenge : undefined;
  }

  read({ raw }: Callback): News {
    const values = list(json(raw), 'entry')
      .flatMap((entry) => list(entry, 'changes'))
      .map((change) => field(change, 'value'));
    const messages = values.filter((value) => this.isOurs(value)).flatMap((value) => list(value, 'messages'));
    return news(['meta'], {
      reports: values.flatMap((value) => list(value, 'statuses')).flatMap(reportOf),
      openings: messages.flatMap(openingOf),
      replies: messages.flatMap(replyOf),
    });
  }

  /** An app may have other numbers: who writes to one of those has not written to us. */
  private isOurs(value: unknown): boolean {
    const { whatsapp } = this.config.providers;
    return whatsapp === undefined || text(value, 'metadata', 'phone_number_id') === whatsapp.phoneNumberId;
  }
}

function reportOf(status: unknown): Report[] {
  const told = TOLD.get(text(status, 'status'));
  const providerMessageId = text(status, 'id') ?? null;
  const deliveryId = referenced(text(status, 'biz_opaque_callback_data'));
  if (told === undefined || providerMessageId === null) return [];
  const about = { told, providerMessageId, deliveryId, at: moment(status, 'timestamp') };
  if (told !== 'FAILED') return [about];
  const [error] = list(status, 'errors');
  const words =
    text(error, 'error_data', 'details') ??
    text(error, 'message') ??
    text(error, 'title') ??
    'Meta could not deliver it.';
  return [{ ...about, code: `META_${text(error, 'code') ?? 'FAILED'}`, error: words }];
}

function openingOf(message: unknown): Opening[] {
  const phone = phoneIn(text(message, 'from'));
  const at = moment(message, 'timestamp');
  return phone === undefined || at === null ? [] : [{ phone, at }];
}

function replyOf(message: unknown): Reply[] {
  const address = phoneIn(text(message, 'from'));
  const id = text(message, 'id');
  const wants = wishIn(text(message, 'text', 'body') ?? text(message, 'button', 'text'));
  if (address === undefined || id === undefined || wants === undefined) return [];
  return [{ channel: 'WHATSAPP', address, wants, id, at: moment(message, 'timestamp') }];
}
