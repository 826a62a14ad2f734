import { Injectable, Logger } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import type { MessageDraft } from '../planning/message-draft.js';
import { Planner, type Accepted } from '../planning/planner.js';
import { Confirmations } from '../preview/confirmations.js';
import type { Warning } from '../preview/warning.js';
import { judgeWidth, usualFor } from '../preview/width.js';
import { Drafting } from './drafting.js';
import type { SendNotification } from './send.dto.js';
import { sentAs, type Sent } from './sent.js';
import { firstMoment } from './when.js';

/** Takes in what heads and ADMINs ask to be sent, for people they may address. */
@Injectable()
export class Sending {
  private readonly logger = new Logger(Sending.name);

  constructor(
    private readonly confirmations: Confirmations,
    private readonly database: Database,
    private readonly drafting: Drafting,
    private readonly planner: Planner,
  ) {}

  async send(caller: Caller, request: SendNotification): Promise<Sent> {
    const now = new Date();
    const asked = await this.drafting.draft(caller, request, now);
    const draft = await this.confirmations.take(caller, asked, request.confirmation);
    const usual = await usualFor(this.database, caller.userId);
    const accepted = await this.planner.accept(draft);
    if (!accepted) throw await this.confirmations.alreadySent(draft);

    return await this.answer(draft, accepted, { usual, now });
  }

  /** What is said of one that was taken in, by who has usually written to so many. */
  async answer(
    draft: MessageDraft,
    accepted: Accepted,
    { usual, now }: { usual: number; now: Date },
  ): Promise<Sent> {
    return sentAs(accepted, {
      channels: draft.channels,
      scheduledFor: firstMoment(draft, now),
      warning: await this.widthOf(draft, accepted.recipientCount, usual),
    });
  }

  /** It has been taken in by now, and must not look as if it had not. */
  private async widthOf(
    { audience }: MessageDraft,
    recipientCount: number,
    usual: number,
  ): Promise<Warning | null> {
    try {
      return await judgeWidth(this.database, { audience, recipientCount, usual });
    } catch (error) {
      this.logger.error({ err: error }, 'How wide a message is could not be judged');
      return null;
    }
  }
}
