import { Injectable } from '@nestjs/common';
import { Audiences } from '../../audience/audiences.js';
import type { Caller } from '../../identity/caller.js';
import { unexpected } from '../../platform/errors/app-error.js';
import { Planner } from '../planning/planner.js';
import type { AcceptedView } from './accepted.view.js';
import { draftOf } from './request.js';
import type { SendNotification } from './send.dto.js';
import { refuseUnlessMaySend } from './who-may-send.js';

/** Takes in what heads and ADMINs ask to be sent, for people they may address. */
@Injectable()
export class Sending {
  constructor(
    private readonly audiences: Audiences,
    private readonly planner: Planner,
  ) {}

  async send(caller: Caller, request: SendNotification): Promise<AcceptedView> {
    refuseUnlessMaySend(request.type, caller.role);
    const draft = draftOf(request, new Date());
    const audience = await this.audiences.chosenBy(caller, request);
    const cause = { origin: 'MEMBER', senderId: caller.userId } as const;
    const accepted = await this.planner.accept({ ...draft, cause, audience });
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
        scheduledFor: draft.scheduledFor ?? null,
      },
    };
  }
}
