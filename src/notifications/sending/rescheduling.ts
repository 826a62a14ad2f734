import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { audit, memberActor } from '../../platform/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { conflict } from '../../platform/errors/app-error.js';
import type { MessageState, MessageView } from './message.view.js';
import { Messages, noSuchMessage, senderFor } from './messages.js';
import { holdToReschedule, moveMessage, waitsForApproval } from './reschedule.sql.js';
import { refuseUnlessMaySend } from './who-may-send.js';
import { whenOf, type AskedWhen } from './when.js';

const TOO_LATE: Readonly<Record<Exclude<MessageState, 'SCHEDULED'>, string>> = {
  FANNING_OUT: 'This message is on its way already. Cancel it to stop what has not left.',
  COMPLETED: 'This message has gone to everybody already. Send it anew for another time.',
  FAILED: 'This message has failed. Send it anew for another time.',
  CANCELLED: 'This message has been cancelled. Send it anew for another time.',
};

const SOME_HAVE_IT =
  'Where clocks are ahead it has gone out already. Cancel it to stop it for everybody else.';

const WAITS =
  'This message waits for approval. Reschedule it when it has that, or cancel it and send it anew.';

/** Moves a message that nobody has got yet to another time. */
@Injectable()
export class Rescheduling {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
  ) {}

  async reschedule(caller: Caller, messageId: string, asked: AskedWhen): Promise<MessageView> {
    const when = whenOf(asked, new Date());
    await this.database.transaction(async (sql) => {
      const held = await holdToReschedule(sql, senderFor(caller), messageId);
      if (!held) throw noSuchMessage();
      refuseUnlessMaySend(held.type, caller.role);
      if (held.state !== 'SCHEDULED') throw conflict(TOO_LATE[held.state]);
      if (held.plannedCount > 0) {
        throw conflict(SOME_HAVE_IT);
      }
      if (await waitsForApproval(sql, messageId)) throw conflict(WAITS);
      await moveMessage(sql, messageId, when);
      const { scheduledFor = null, localTime = null } = when;
      await audit(sql, [
        {
          actor: memberActor(caller.userId),
          action: 'message.rescheduled',
          subject: messageId,
          detail: { scheduledFor, localTime },
        },
      ]);
    });
    return await this.messages.find(caller, messageId, 'fresh');
  }
}
