import { Injectable, Logger } from '@nestjs/common';
import { Catalog } from '../../../notifications/catalog/catalog.js';
import { Config } from '../../../platform/config/config.js';
import { Database } from '../../../platform/database/database.js';
import type { Deadline } from '../../deadline.js';
import { call, CONNECTIONS } from '../http/call.js';
import { noAnswer } from '../http/outcome.js';
import { oneByOne } from '../one-by-one.js';
import { ChannelProvider, type Outcome, type Outgoing, type Provider } from '../provider.js';
import { referenceOf } from '../reference.js';
import { e164Of } from '../../../directory/phone.js';
import { Turns } from '../turns.js';
import { formsOf, type Form } from './compose.js';
import { metaOutcome } from './meta-outcome.js';
import { withOpenWindow } from './windows.sql.js';

const TOO_LATE: Outcome = {
  kind: 'retry',
  code: 'TOO_LATE',
  error: 'Meta refused one form of it too late to try another.',
};

const NOT_LOOKED_UP: Outcome = {
  kind: 'retry',
  code: 'NO_DATABASE',
  error: 'The database could not say who may be sent free text.',
};

/** WhatsApp by Meta's Cloud API. */
@Injectable()
@ChannelProvider()
export class MetaProvider implements Provider {
  readonly name = 'meta';
  readonly channels = ['WHATSAPP'] as const;
  readonly configured: boolean;
  private readonly logger = new Logger(MetaProvider.name);
  private readonly turns = new Turns(CONNECTIONS);

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly catalog: Catalog,
  ) {
    this.configured = config.providers.whatsapp !== undefined;
  }

  async send(batch: readonly Outgoing[], deadline: Deadline): Promise<Outcome[]> {
    const phones = batch.map(({ to }) => e164Of(to));
    const known = phones.filter((phone) => phone !== undefined);
    const open = await this.open(known);
    if (open === undefined) return batch.map(() => NOT_LOOKED_UP);
    const phoneOf = new Map(batch.map((item, place) => [item, phones[place]]));

    return await oneByOne(batch, this.turns, deadline, async (item) => {
      const to = phoneOf.get(item);
      if (to === undefined) return { kind: 'nowhere', reason: 'INVALID_ADDRESS' };
      const forms = this.forms(item, open.has(to));
      if ('kind' in forms) return forms;
      try {
        return await this.sendOne(item, to, forms, deadline);
      } catch (error) {
        return noAnswer(error);
      }
    });
  }

  private async sendOne(
    item: Outgoing,
    to: string,
    forms: readonly Form[],
    deadline: Deadline,
  ): Promise<Outcome> {
    let last: Outcome = TOO_LATE;
    for (const form of forms) {
      if (deadline.passed) return TOO_LATE;
      const { outcome, otherwise } = metaOutcome(await this.ask(item, to, form, deadline));
      if (!otherwise) return outcome;
      last = outcome;
      this.noteRefused(form, outcome);
    }
    return last;
  }

  /** A window that has closed meanwhile is nothing to look after, but a template is. */
  private noteRefused(form: Form, outcome: Outcome): void {
    if (form.type !== 'template') return;
    const { name, language } = form.template;
    this.logger.warn({ template: name, language: language.code, outcome }, 'Meta does not take a template');
  }

  private async ask(item: Outgoing, to: string, form: Form, deadline: Deadline) {
    const { phoneNumberId, accessToken, baseUrl } = this.settings;
    return await call(
      `${baseUrl.replace(/\/$/, '')}/${phoneNumberId}/messages`,
      {
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          messaging_product: 'whatsapp',
          recipient_type: 'individual',
          to,
          ...form,
          biz_opaque_callback_data: referenceOf(item),
        }),
      },
      deadline,
    );
  }

  /** Nothing was sent where this fails, so it must not look as if nobody knew. */
  private async open(phones: readonly string[]): Promise<ReadonlySet<string> | undefined> {
    if (phones.length === 0) return new Set();
    try {
      return await withOpenWindow(this.database, phones);
    } catch (error) {
      this.logger.warn({ err: error }, 'The windows of WhatsApp could not be looked up');
      return undefined;
    }
  }

  private forms(item: Outgoing, open: boolean): Form[] | Outcome {
    const own = item.declaration === null ? undefined : this.catalog.find(item.declaration)?.whatsapp;
    try {
      return formsOf(item, own, open, this.settings.template, this.config);
    } catch (error) {
      const what = `The template of ${item.declaration} cannot be filled: ${(error as Error).message}`;
      return { kind: 'reject', code: 'WORDING', error: what };
    }
  }

  private get settings() {
    const { whatsapp } = this.config.providers;
    if (!whatsapp) throw new Error('Meta is asked, and is not configured');
    return whatsapp;
  }
}
