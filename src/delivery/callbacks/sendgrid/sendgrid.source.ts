import { verify, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AddressFlaw } from '../../channels/provider.js';
import { Config } from '../../../platform/config/config.js';
import { publicKeyOf } from '../../../platform/config/key-material.js';
import { emailIn } from '../addresses.js';
import { BY_SMTP } from '../by-smtp.js';
import { field, json, list, moment, text } from '../fields.js';
import { isFresh } from '../freshness.js';
import { news, type News, type Report } from '../news.js';
import { ourMessageId } from '../references.js';
import type { Callback, Source } from '../source.js';

const SIGNATURE = 'x-twilio-email-event-webhook-signature';
const TIMESTAMP = 'x-twilio-email-event-webhook-timestamp';

/** What says nothing new, such as that it was processed or deferred, is not here; and opening it is no reading. */
const TOLD = new Map<string | undefined, Report['told']>([
  ['delivered', 'DELIVERED'],
  ['bounce', 'FAILED'],
  ['dropped', 'FAILED'],
  // Who complains has got it.
  ['spamreport', 'DELIVERED'],
]);

const WISHES = new Set(['spamreport', 'unsubscribe', 'group_unsubscribe']);

/** Why SendGrid has not even tried; whatever else it is, is about our account. */
const DROPPED = new Map<string | undefined, AddressFlaw>([
  ['bounced address', 'BOUNCED'],
  ['spam reporting address', 'UNSUBSCRIBED'],
  ['unsubscribed address', 'UNSUBSCRIBED'],
  ['invalid', 'INVALID_ADDRESS'],
]);

/** SendGrid: lists of events about emails, signed with a key of which we have the public half. */
@Injectable()
export class SendgridSource implements Source {
  readonly configured: boolean;
  private readonly key: KeyObject | undefined;

  constructor(private readonly config: Config) {
    const { sendgridKey } = config.providers.callbacks;
    this.key = sendgridKey === undefined ? undefined : publicKeyOf(sendgridKey);
    this.configured = this.key !== undefined;
  }

  trusts({ raw, header }: Callback): boolean {
    const signature = header(SIGNATURE);
    const timestamp = header(TIMESTAMP);
    if (this.key === undefined || signature === undefined || timestamp === undefined) return false;
    if (!isFresh(moment(timestamp))) return false;
    const signed = Buffer.concat([Buffer.from(timestamp), raw]);
    try {
      return verify('sha256', signed, this.key, Buffer.from(signature, 'base64'));
    } catch {
      return false;
    }
  }

  read({ raw }: Callback): News {
    const events = list(json(raw));
    return news(BY_SMTP, {
      reports: events.flatMap((event) => this.report(event)),
      flawed: events.flatMap((event) => {
        const address = emailIn(text(event, 'email'));
        const reason = flawIn(event);
        return address === undefined || reason === undefined
          ? []
          : [{ channel: 'EMAIL' as const, address, reason }];
      }),
    });
  }

  private report(event: unknown): Report[] {
    const told = TOLD.get(text(event, 'event'));
    const about = ourMessageId(text(event, 'smtp-id'), this.config.http.publicUrl);
    if (told === undefined || about === undefined) return [];
    const at = moment(event, 'timestamp');
    if (told !== 'FAILED') return [{ ...about, told, at }];
    const code = `SENDGRID_${(text(event, 'type') ?? text(event, 'event') ?? '').toUpperCase().replace(/\W/g, '_')}`;
    return [{ ...about, told, at, code, error: text(event, 'reason') ?? 'SendGrid could not deliver it.' }];
  }
}

function flawIn(event: unknown): AddressFlaw | undefined {
  const what = text(event, 'event') ?? '';
  if (WISHES.has(what)) return 'UNSUBSCRIBED';
  // A server that blocks us today says nothing about the address.
  if (what === 'bounce') return field(event, 'type') === 'blocked' ? undefined : 'BOUNCED';
  return what === 'dropped' ? DROPPED.get(text(event, 'reason')?.toLowerCase()) : undefined;
}
