import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { unexpected } from '../../platform/errors/app-error.js';
import { Planner } from '../planning/planner.js';
import type { AcceptedView } from './accepted.view.js';
import { Drafting } from './drafting.js';
import type { SendNotification } from './send.dto.js';
import { firstMoment } from './when.js';

/** Takes in what heads and ADMINs ask to be sent, for people they may address. */
@Injectable()
export class Sending {
  constructor(
    private readonly drafting: Drafting,
    private readonly planner: Planner,
  ) {}

  async send(caller: Caller, request: SendNotification): Promise<AcceptedView> {
    const now = new Date();
    const draft = await this.drafting.draft(caller, request, now);
    const accepted = await this.planner.accept(draft);
    // Only an event can have been heard before.
    if (!accepted) throw unexpected(new Error('A message of a member was taken for a repetition'));

    const { messageId, recipientCount, lane, strategy } = accepted;
    return {
      success: true,
      message: 'Notifications queued for delivery',
      recipientCount,
      data: {
        eventId: messageId,
        recipientCount,
        channels: [...draft.channels],
        lane,
        strategy,
        scheduledFor: firstMoment(draft, now),
      },
    };
  }
}
