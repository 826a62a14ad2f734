import { Injectable } from '@nestjs/common';
import { sizeOf } from '../../audience/counting/size-of.js';
import type { Caller } from '../../identity/caller.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { holdingBack } from '../approvals/needed.js';
import type { MessageDraft } from '../planning/message-draft.js';
import { wayOf } from '../planning/way-of.js';
import { Drafting } from '../sending/drafting.js';
import type { SendNotification } from '../sending/send.dto.js';
import { mandatoryChannels, settingsOf } from '../types.js';
import { groupsOf, someOf } from './belonging.sql.js';
import { Confirmations } from './confirmations.js';
import { lotsOfCrowd } from './crowd.sql.js';
import { FewAtOnce } from './few-at-once.js';
import { estimatedCost } from './estimate.js';
import { countHeld, restsAtNight } from './held.sql.js';
import { lotsOf } from './outlook.sql.js';
import type { PreviewView } from './preview.view.js';
import { inOneMoment } from './snapshot.js';
import { summed } from './sums.js';
import { judgeWidth, usualFor } from './width.js';

/** Of more people than this it is quicker to look for those who are not like the others. */
const CROWD = 20_000;

/** Says who would get a message and how, with what planning would decide. */
@Injectable()
export class Previews {
  private readonly places = new FewAtOnce();

  constructor(
    private readonly config: Config,
    private readonly confirmations: Confirmations,
    private readonly database: Database,
    private readonly drafting: Drafting,
  ) {}

  async preview(caller: Caller, request: Partial<SendNotification>): Promise<PreviewView> {
    const { type = 'ANNOUNCEMENT', message = '' } = request;
    const draft = await this.drafting.draft(caller, { ...request, type, message }, new Date());
    return await this.of(caller, draft);
  }

  /** Of a message that is made up already, for whom its sender may address. */
  async of(caller: Caller, draft: MessageDraft): Promise<PreviewView> {
    return await this.places.run(caller.userId, () => this.look(caller, draft));
  }

  private async look(caller: Caller, draft: MessageDraft): Promise<PreviewView> {
    const { rules } = this.config;
    const { audience, channels, scheduledFor, localTime } = draft;
    const priority = draft.priority ?? settingsOf(draft.type).priority;
    const seen = await inOneMoment(this.database, async (sql) => {
      // Which steps there are does not hang on how many people there are.
      const { timed } = await wayOf(sql, { ...draft, recipientCount: 0 }, rules);
      const later = scheduledFor !== undefined || localTime !== undefined;
      const outlook = {
        ...draft,
        ...timed,
        priority,
        mandatory: mandatoryChannels(draft.type),
        // How much somebody will have had by then nobody knows.
        throttlePerHour: priority === 'CRITICAL' || later ? null : rules.throttlePerHour,
        restsAtNight: restsAtNight(channels, priority),
      };
      const size = await sizeOf(sql, audience);
      const lots = await (size > CROWD ? lotsOfCrowd(sql, outlook, size) : lotsOf(sql, outlook));
      const sums = summed(channels, lots, await countHeld(sql, outlook, lots));
      const { recipientCount } = sums;
      const { route } = await wayOf(sql, { ...draft, recipientCount }, rules);
      const usual = await usualFor(sql, caller.userId);
      return {
        ...sums,
        ...(await groupsOf(sql, caller, audience)),
        ...route,
        sample: await someOf(sql, audience),
        warning: await judgeWidth(sql, { audience, recipientCount, usual }),
      };
    });
    return {
      ...seen,
      estimatedCost: estimatedCost(seen.channels, this.config),
      currency: this.config.costs.currency,
      approval: holdingBack(draft.approval, seen.recipientCount) ?? null,
      confirmation: await this.confirmations.give(caller, draft, seen.recipientCount),
    };
  }
}
