import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { json, list, moment, text } from '../fields.js';
import { news, type News, type Report } from '../news.js';
import { referenced } from '../references.js';
import { same } from '../same.js';
import type { Callback, Source } from '../source.js';

/** The numbers of its older webhooks and the words of its newer ones. Whatever else it says is on the way still. */
const TOLD = new Map<string | undefined, Report['told']>([
  ['1', 'DELIVERED'],
  ['delivered', 'DELIVERED'],
  ...['2', '9', '16', '17', '25', 'failed', 'rejected', 'ndnc', 'blocked', 'undelivered'].map(
    (status) => [status, 'FAILED'] as const,
  ),
]);

/** MSG91: reports in one of several shapes. It signs none; a header that only it and we know has to do. */
@Injectable()
export class Msg91Source implements Source {
  readonly configured: boolean;
  private readonly token: string;

  constructor({ providers }: Config) {
    this.configured = providers.callbacks.msg91Token !== undefined;
    this.token = providers.callbacks.msg91Token ?? '';
  }

  trusts({ header }: Callback): boolean {
    return this.token !== '' && same(header('authorization'), this.token);
  }

  read({ raw, header }: Callback): News {
    const isForm = /^application\/x-www-form-urlencoded\b/i.test(header('content-type') ?? '');
    const body = json(isForm ? (new URLSearchParams(raw.toString('utf8')).get('data') ?? '[]') : raw);
    const requests = Array.isArray(body) ? body : [body];
    return news(['msg91'], {
      reports: requests.flatMap((request) => {
        const parts = list(request, 'report');
        return (parts.length > 0 ? parts : [request]).flatMap((part) => reportOf(request, part));
      }),
    });
  }
}

/** One request has a report for each number it was about; ours are about one. */
function reportOf(request: unknown, part: unknown): Report[] {
  const told = TOLD.get(text(part, 'status')?.toLowerCase());
  const providerMessageId = text(request, 'requestId') ?? null;
  const deliveryId = referenced(text(part, 'CRQID') ?? text(request, 'CRQID'));
  if (told === undefined || (providerMessageId === null && deliveryId === null)) return [];
  const about = {
    told,
    providerMessageId,
    deliveryId,
    at: moment(part, 'date') ?? moment(part, 'deliveryTime'),
  };
  if (told !== 'FAILED') return [about];
  const code = `MSG91_${(text(part, 'status') ?? '').toUpperCase().replace(/\W/g, '_')}`;
  const error = text(part, 'failedReason') ?? text(part, 'failureReason') ?? text(part, 'desc');
  return [{ ...about, code, error: error ?? 'MSG91 could not deliver it.' }];
}
