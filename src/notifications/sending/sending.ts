import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { unexpected } from '../../platform/errors/app-error.js';
import type { Allowance } from '../../platform/http/rate-limit.js';
import type { Held } from '../approvals/asking.js';
import { Planner } from '../planning/planner.js';
import type { AcceptedView } from './accepted.view.js';
import { Drafting } from './drafting.js';
import type { SendNotification } from './send.dto.js';
import { firstMoment } from './when.js';

/** The answer, and what its sender has left of this hour. */
export interface Sent {
  answer: AcceptedView;
  allowance: Allowance | undefined;
}

/** Takes in what heads and ADMINs ask to be sent, for people they may address. */
@Injectable()
export class Sending {
  constructor(
    private readonly drafting: Drafting,
    private readonly planner: Planner,
  ) {}

  async send(caller: Caller, request: SendNotification): Promise<Sent> {
    const now = new Date();
    const draft = await this.drafting.draft(caller, request, now);
    const accepted = await this.planner.accept(draft);
    // Only an event can have been heard before.
    if (!accepted) throw unexpected(new Error('A message of a member was taken for a repetition'));

    const { messageId, recipientCount, lane, strategy, approval, allowance } = accepted;
    const answer: AcceptedView = {
      success: true,
      message: approval ? waiting(approval) : 'Notifications queued for delivery',
      recipientCount,
      data: {
        eventId: messageId,
        recipientCount,
        channels: [...draft.channels],
        lane,
        strategy,
        scheduledFor: approval ? null : firstMoment(draft, now),
        approval: approval ? ruleOf(approval) : null,
      },
    };
    return { answer, allowance };
  }
}

const ruleOf = ({ communityId, name, above }: Held) => ({ communityId, name, above });

const APPROVERS: Readonly<Record<Held['by'], string>> = {
  HEADS: 'another head of it',
  ADMINS: 'an ADMIN, because it has no other head',
  NOBODY: 'somebody else, and there is nobody who may: make somebody a head of it',
};

const waiting = ({ name, above, by }: Held) =>
  `More than ${above} people of ${name} are told only what two have agreed on. It waits for ${APPROVERS[by]}.`;
