import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { audit, memberActor } from '../../platform/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { conflict } from '../../platform/errors/app-error.js';
import { isDeadlock } from '../../platform/errors/deadlock.js';
import type { Spread } from '../spreading/spread.js';
import { Spreading } from '../spreading/spreading.js';
import {
  endUnsent,
  hasUnsent,
  holdMessage,
  markCancelled,
  nextStretch,
  withdrawUntold,
  type Stretch,
} from './cancel.sql.js';
import type { MessageView } from './message.view.js';
import { Messages, noSuchMessage, senderFor } from './messages.js';

/** A caller is not kept waiting longer; a claim ends what is left over, as it falls due. */
const PATIENCE_MS = 5_000;

/** Calls a message back: what has not left never will. */
@Injectable()
export class Cancelling {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly spreading: Spreading,
  ) {}

  /** Done again it goes on where it was, and answers the same. */
  async cancel(caller: Caller, messageId: string): Promise<MessageView> {
    const spread = await this.stop(caller, messageId);
    if (spread) this.spreading.tell(spread);
    await this.end(messageId);
    // By now the counts are other ones.
    if (spread) this.spreading.tell(spread);
    return await this.messages.find(caller, messageId, 'fresh');
  }

  /** This alone decides it: nothing is planned or claimed after it. */
  private async stop(caller: Caller, messageId: string): Promise<Spread | undefined> {
    return await this.database.transaction(async (sql) => {
      const state = await holdMessage(sql, senderFor(caller), messageId);
      if (state === undefined) throw noSuchMessage();
      if (state === 'CANCELLED') return undefined;
      if (state === 'FAILED') throw conflict('This message has failed; there is nothing left to cancel.');
      if (state === 'COMPLETED' && !(await hasUnsent(sql, messageId))) {
        throw conflict('All of this message has left already; there is nothing left to cancel.');
      }
      const spread = await markCancelled(sql, messageId);
      await audit(sql, [
        {
          actor: memberActor(caller.userId),
          action: 'message.cancelled',
          subject: messageId,
          detail: { was: state },
        },
      ]);
      return spread;
    });
  }

  /** Ends what has not left of one that was called back; answers whether that was all of it. */
  async end(messageId: string): Promise<boolean> {
    const giveUp = performance.now() + PATIENCE_MS;
    let stretch = await nextStretch(this.database, messageId);
    while (stretch && performance.now() < giveUp) {
      if (await this.endOf(stretch)) stretch = await nextStretch(this.database, messageId, stretch.last);
    }
    return stretch === undefined;
  }

  /** False where it has to be done again: it waited for somebody who waited for it. */
  private async endOf(stretch: Stretch): Promise<boolean> {
    try {
      await endUnsent(this.database, stretch);
      await withdrawUntold(this.database, stretch);
      return true;
    } catch (error) {
      if (isDeadlock(error)) return false;
      throw error;
    }
  }
}
