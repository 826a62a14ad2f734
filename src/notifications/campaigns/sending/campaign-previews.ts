import { Injectable } from '@nestjs/common';
import { localeOf } from '../../../directory/locales.js';
import type { Caller } from '../../../identity/caller.js';
import { Database } from '../../../platform/database/database.js';
import type { LiteralText } from '../../planning/message-draft.js';
import { Previews } from '../../preview/previews.js';
import { Drafting } from '../../sending/drafting.js';
import { contentOf } from '../../sending/request.js';
import { literalValues } from '../../wording/literal.js';
import type { CampaignPreview } from './campaign-preview.view.js';
import { Checking, type Intent } from './checking.js';
import type { CampaignMessage } from './campaign-message.dto.js';
import { someGood, type Example } from './check.sql.js';
import { audienceOf } from './filling.js';

/** Says who of a campaign would get a message, and what the first of them would read. */
@Injectable()
export class CampaignPreviews {
  constructor(
    private readonly checking: Checking,
    private readonly database: Database,
    private readonly drafting: Drafting,
    private readonly previews: Previews,
  ) {}

  async preview(caller: Caller, id: string, request: Partial<CampaignMessage>): Promise<CampaignPreview> {
    const { type = 'ANNOUNCEMENT', message = '' } = request;
    const content = contentOf({ ...request, message });
    const intent = await this.checking.intend(caller, id, content);
    const report = await this.database.transaction((sql) => this.checking.check(sql, caller, intent));
    const draft = await this.drafting.to(
      caller,
      { ...request, type, message },
      audienceOf(id, intent.filling),
      new Date(),
    );
    const seen: Omit<CampaignPreview, 'report' | 'examples'> = await this.previews.of(caller, {
      ...draft,
      listedBy: intent.mapping,
    });
    const some = await someGood(this.database, id);
    return { ...seen, report, examples: some.map((each) => exampleOf(each, { content, type, intent })) };
  }
}

function exampleOf(
  { name, locale, fields }: Example,
  { content, type, intent }: { content: LiteralText; type: string; intent: Intent },
) {
  const own = Object.fromEntries(
    Object.entries(intent.filling.fills).map(([key, column]) => [key, fields[column] ?? '']),
  );
  const { title, message } = literalValues(content, type, localeOf(locale), own);
  return { name, title, message };
}
