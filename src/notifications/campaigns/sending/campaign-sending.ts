import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../identity/caller.js';
import { audit, memberActor } from '../../../platform/audit/audit.js';
import { Database, type Sql } from '../../../platform/database/database.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { undeadlocked } from '../../../platform/errors/deadlock.js';
import type { MessageDraft } from '../../planning/message-draft.js';
import { Planner, type Taken } from '../../planning/planner.js';
import { Confirmations } from '../../preview/confirmations.js';
import { usualFor } from '../../preview/width.js';
import { Drafting } from '../../sending/drafting.js';
import { contentOf } from '../../sending/request.js';
import { Sending } from '../../sending/sending.js';
import type { Sent } from '../../sending/sent.js';
import type { Report } from '../report/flaws.js';
import { Checking, type Intent } from './checking.js';
import type { CampaignMessage } from './campaign-message.dto.js';
import { markSent } from './check.sql.js';
import { audienceOf } from './filling.js';

/** Sends a message to the people of a campaign, each with their own words, and once. */
@Injectable()
export class CampaignSending {
  constructor(
    private readonly checking: Checking,
    private readonly confirmations: Confirmations,
    private readonly database: Database,
    private readonly drafting: Drafting,
    private readonly planner: Planner,
    private readonly sending: Sending,
  ) {}

  async send(caller: Caller, id: string, request: CampaignMessage): Promise<Sent> {
    const now = new Date();
    const intent = await this.checking.intend(caller, id, contentOf(request));
    const asked = await this.drafting.to(caller, request, audienceOf(id, intent.filling), now);
    const listed = { ...asked, listedBy: intent.mapping };
    const draft = await this.confirmations.take(caller, listed, request.confirmation);
    const usual = await usualFor(this.database, caller.userId);
    // What was found wrong is kept, so a refusal is no reason to roll back.
    const take = (sql: Sql) =>
      this.take(sql, caller, intent, { draft, skipFlawed: request.skipFlawed ?? false });
    const became = await undeadlocked(() => this.database.transaction(take));
    if ('flawed' in became) throw flawed(became.flawed);
    if (!became.taken) throw await this.confirmations.alreadySent(draft);
    const accepted = await this.planner.announce(became.taken);
    return await this.sending.answer(draft, accepted, { usual, now });
  }

  /** Of two at once the second waits for the first, and finds it sent. */
  private async take(
    sql: Sql,
    caller: Caller,
    intent: Intent,
    { draft, skipFlawed }: { draft: MessageDraft; skipFlawed: boolean },
  ): Promise<{ taken: Taken | undefined } | { flawed: Report }> {
    const report = await this.checking.check(sql, caller, intent);
    if (report.flawed > 0 && !skipFlawed) return { flawed: report };
    // Whose communities they are is known only now that each row was looked at.
    const approval = await this.drafting.rule(caller, draft, sql);
    const taken = await this.planner.take(sql, { ...draft, approval });
    if (!taken) return { taken };
    const { messageId } = taken.accepted;
    await markSent(sql, intent.id, messageId);
    const { good: sent, flawed: skipped } = report;
    await audit(sql, [
      {
        actor: memberActor(caller.userId),
        action: 'campaign.sent',
        subject: intent.id,
        detail: { messageId, sent, skipped },
      },
    ]);
    return { taken };
  }
}

const flawed = (report: Report) =>
  new AppError(
    { code: 'campaign-flawed', status: 409, verdict: 'never' },
    `${report.flawed} of ${report.good + report.flawed} rows cannot be sent: ${inWords(report)}. Mend the file, or send it to the others with \`skipFlawed: true\`.`,
    { also: { report } },
  );

const inWords = ({ flaws }: Report) =>
  Object.entries(flaws)
    .map(([code, count]) => `${count} ${code}`)
    .join(', ');
