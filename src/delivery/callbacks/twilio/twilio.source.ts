import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AddressFlaw } from '../../channels/provider.js';
import { Config } from '../../../platform/config/config.js';
import { phoneIn } from '../addresses.js';
import { text } from '../fields.js';
import { news, type News, type Reply, type Report } from '../news.js';
import { referenced } from '../references.js';
import { same } from '../same.js';
import type { Callback, Source } from '../source.js';
import { wishIn } from '../wishes.js';

/** Of what happens before it leaves Twilio we have heard from its API. */
const TOLD = new Map<string | undefined, Report['told']>([
  ['sent', 'SENT'],
  ['delivered', 'DELIVERED'],
  ['undelivered', 'FAILED'],
  ['failed', 'FAILED'],
]);

/** The few errors that say something about a number for ever. */
const FLAWS = new Map<string | undefined, AddressFlaw>([
  ['21211', 'INVALID_ADDRESS'],
  ['21614', 'INVALID_ADDRESS'],
  ['21610', 'UNSUBSCRIBED'],
]);

/** Where the advanced opt-out is on, Twilio says itself what a reply means. */
const OPT_OUTS = new Map<string | undefined, Reply['wants']>([
  ['STOP', 'nothing'],
  ['START', 'messages'],
]);

/** Twilio: forms about what became of a message, and with what people reply. */
@Injectable()
export class TwilioSource implements Source {
  readonly configured: boolean;
  private readonly authToken: string;

  constructor({ providers }: Config) {
    this.configured = providers.sms.twilio !== undefined;
    this.authToken = providers.sms.twilio?.authToken ?? '';
  }

  trusts({ raw, url, header }: Callback): boolean {
    // Bodies of other types are signed by a digest in the address, which we ask for nowhere.
    if (!/^application\/x-www-form-urlencoded\b/i.test(header('content-type') ?? '')) return false;
    const signed = formSigned(raw);
    return formsOf(url)
      .map((form) => same(header('x-twilio-signature'), this.signatureOf(form + signed)))
      .includes(true);
  }

  read({ raw, url }: Callback): News {
    const form = Object.fromEntries(new URLSearchParams(raw.toString('utf8')));
    // Only what people write has words.
    if (text(form, 'Body') !== undefined) return this.reply(form);
    return this.report(form, new URL(url).searchParams.get('delivery') ?? undefined);
  }

  private report(form: object, reference: string | undefined): News {
    const told = TOLD.get(text(form, 'MessageStatus'));
    if (told === undefined) return news(['twilio'], {});
    const code = told === 'FAILED' ? text(form, 'ErrorCode') : undefined;
    const address = phoneIn(text(form, 'To'));
    const reason = FLAWS.get(code);
    const failed = {
      code: `TWILIO_${code ?? 'UNDELIVERED'}`,
      error: text(form, 'ErrorMessage') ?? UNDELIVERED,
    };
    const report: Report = {
      told,
      providerMessageId: text(form, 'MessageSid') ?? null,
      deliveryId: referenced(reference),
      at: null,
      ...(told === 'FAILED' && failed),
    };
    return news(['twilio'], {
      reports: [report],
      flawed: address !== undefined && reason !== undefined ? [{ channel: 'SMS', address, reason }] : [],
    });
  }

  private reply(form: object): News {
    const address = phoneIn(text(form, 'From'));
    const id = text(form, 'MessageSid');
    const wants = OPT_OUTS.get(text(form, 'OptOutType')) ?? wishIn(text(form, 'Body'));
    if (address === undefined || id === undefined || wants === undefined) return news(['twilio'], {});
    return news(['twilio'], { replies: [{ channel: 'SMS', address, wants, id, at: null }] });
  }

  private signatureOf(signed: string): string {
    return createHmac('sha1', this.authToken).update(signed).digest('base64');
  }
}

const UNDELIVERED = 'Twilio could not deliver it.';

/** Every name with its values, by name; a value that is said twice is signed once. */
function formSigned(raw: Buffer): string {
  const values = Map.groupBy(new URLSearchParams(raw.toString('utf8')), ([name]) => name);
  const names = [...values.keys()].sort();
  return names
    .flatMap((name) =>
      [...new Set((values.get(name) ?? []).map(([, value]) => value))].sort().map((value) => name + value),
    )
    .join('');
}

/** Twilio signs the address with the usual port, or without any. */
function formsOf(url: string): string[] {
  const parts = /^(https?:\/\/)([^/?#:@]+|\[[^\]]+\])(?::\d+)?(\/.*)$/.exec(url);
  if (!parts) return [url];
  const [, scheme = '', host = '', rest = ''] = parts;
  const port = scheme === 'https://' ? ':443' : ':80';
  return [url, scheme + host + rest, scheme + host + port + rest];
}
