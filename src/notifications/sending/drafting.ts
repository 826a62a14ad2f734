import { Injectable } from '@nestjs/common';
import type { Audience } from '../../audience/audience.js';
import { Audiences } from '../../audience/audiences.js';
import type { Caller } from '../../identity/caller.js';
import type { Sql } from '../../platform/database/database.js';
import { strictestRule, type ApprovalRule } from '../approvals/needed.js';
import type { MessageDraft } from '../planning/message-draft.js';
import { draftOf } from './request.js';
import type { SendNotification } from './send.dto.js';
import { refuseUnlessMaySend } from './who-may-send.js';

/** From what somebody asks to be sent to the message that it would be, if they may send it to these people. */
@Injectable()
export class Drafting {
  constructor(private readonly audiences: Audiences) {}

  async draft(
    sender: Caller,
    request: SendNotification,
    now: Date,
    scheduleId?: string,
  ): Promise<MessageDraft> {
    refuseUnlessMaySend(request.type, sender.role);
    const draft = draftOf(request, now);
    const audience = await this.audiences.chosenBy(sender, request);
    return await this.addressed(sender, draft, audience, scheduleId);
  }

  /** To people of whom it is known that its sender may address them. */
  async to(sender: Caller, request: SendNotification, audience: Audience, now: Date): Promise<MessageDraft> {
    refuseUnlessMaySend(request.type, sender.role);
    return await this.addressed(sender, draftOf(request, now), audience);
  }

  /** By which it waits for a second head, where it goes to many. */
  async rule(
    sender: Caller,
    { type, audience }: Pick<MessageDraft, 'type' | 'audience'>,
    sql?: Sql,
  ): Promise<ApprovalRule | undefined> {
    return strictestRule(type, await this.audiences.rulesOver(sender, audience, sql));
  }

  private async addressed(
    sender: Caller,
    draft: ReturnType<typeof draftOf>,
    audience: Audience,
    scheduleId?: string,
  ): Promise<MessageDraft> {
    const approval = await this.rule(sender, { ...draft, audience });
    return { ...draft, audience, approval, cause: { origin: 'MEMBER', senderId: sender.userId, scheduleId } };
  }
}
