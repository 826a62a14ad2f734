import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Database } from '../../platform/database/database.js';
import { forbidden, notFound } from '../../platform/errors/app-error.js';
import { undeadlocked } from '../../platform/errors/deadlock.js';
import { Metrics } from '../../platform/observability/metrics.js';
import { suppressAddresses } from '../suppress.sql.js';
import { applyReports, type Applied } from './apply-reports.sql.js';
import { LateFailures } from './late-failures.js';
import { MetaSource } from './meta/meta.source.js';
import { Msg91Source } from './msg91/msg91.source.js';
import type { News, Report } from './news.js';
import { noteReplies } from './note-replies.sql.js';
import { openWindows } from './open-windows.sql.js';
import { SendgridSource } from './sendgrid/sendgrid.source.js';
import { SesSource } from './ses/ses.source.js';
import type { Callback, Source } from './source.js';
import { TwilioSource } from './twilio/twilio.source.js';

/** Between the answer of a provider and the record of it, where not too many left together. */
const WORKERS_NEED_MS = 1_000;

const OUTCOMES = ['applied', 'known', 'unmatched', 'refused'] as const;

/**
 * What providers tell afterwards. Each thing that is written can be written again: who dies in the middle, or has
 * no database, has not answered, and the provider tells it once more.
 */
@Injectable()
export class Callbacks {
  private readonly logger = new Logger(Callbacks.name);
  private readonly sources: ReadonlyMap<string, Source>;
  private readonly counted: Counter<'provider' | 'outcome'>;

  constructor(
    private readonly database: Database,
    private readonly late: LateFailures,
    { registry }: Metrics,
    twilio: TwilioSource,
    msg91: Msg91Source,
    meta: MetaSource,
    ses: SesSource,
    sendgrid: SendgridSource,
  ) {
    this.sources = new Map(
      Object.entries({ twilio, msg91, meta, ses, sendgrid }).filter(([, { configured }]) => configured),
    );
    this.counted = new Counter({
      name: 'munadi_callbacks_total',
      help: 'What providers have told: reports that were news, that were not, that are about nothing of ours; and callbacks that were refused',
      labelNames: ['provider', 'outcome'],
      registers: [registry],
    });
    for (const provider of this.sources.keys()) {
      for (const outcome of OUTCOMES) this.counted.inc({ provider, outcome }, 0);
    }
  }

  async take(provider: string, callback: Callback): Promise<void> {
    const source = this.sources.get(provider);
    if (!source) throw notFound('Nobody calls back here.');
    if (!(await source.trusts(callback))) {
      this.counted.inc({ provider, outcome: 'refused' });
      this.logger.warn(
        { provider, bytes: callback.raw.length },
        'A callback was refused: its signature is wrong',
      );
      throw forbidden('The signature is missing or wrong.');
    }
    await this.write(provider, await source.read(callback));
  }

  private async write(
    provider: string,
    { providers, reports, flawed, replies, openings }: News,
  ): Promise<void> {
    await undeadlocked(() => suppressAddresses(this.database, flawed));
    await undeadlocked(() => noteReplies(this.database, replies));
    await undeadlocked(() => openWindows(this.database, openings));
    if (reports.length === 0) return;
    const { known, moved, failed } = await this.apply(providers, reports);
    this.counted.inc({ provider, outcome: 'applied' }, moved);
    this.counted.inc({ provider, outcome: 'known' }, Math.max(0, known - moved));
    this.counted.inc({ provider, outcome: 'unmatched' }, reports.length - known);
    await this.late.follow(failed);
  }

  /** What has only the provider's name is not known before its worker has recorded that: it is looked for once more. */
  private async apply(providers: readonly string[], reports: readonly Report[]): Promise<Applied> {
    const first = await undeadlocked(() => applyReports(this.database, providers, reports));
    const nameless = reports.some(({ deliveryId }) => deliveryId === null);
    if (first.known === reports.length || !nameless) return first;
    await sleep(WORKERS_NEED_MS);
    const { known, moved, failed } = await undeadlocked(() =>
      applyReports(this.database, providers, reports),
    );
    return { known, moved: first.moved + moved, failed: [...first.failed, ...failed] };
  }
}
