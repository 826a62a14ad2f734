import { Injectable } from '@nestjs/common';
import { officesOf } from '../../audience/authority.sql.js';
import type { Caller } from '../../identity/caller.js';
import { audit, memberActor } from '../../platform/audit/audit.js';
import { Database, type Sql } from '../../platform/database/database.js';
import { AppError, forbidden, notFound } from '../../platform/errors/app-error.js';
import { Events } from '../../platform/events/events.js';
import { markCancelled } from '../sending/cancel.sql.js';
import type { MessageView } from '../sending/message.view.js';
import { Messages } from '../sending/messages.js';
import type { Spread } from '../spreading/spread.js';
import { Spreading } from '../spreading/spreading.js';
import { aboutOf } from './about.js';
import type { CommunityApproval } from './approvals.dto.js';
import { holdAsked, letGo, noteDecision } from './decide.sql.js';
import { judge, type Decision } from './decision.js';
import { setRule } from './rule.sql.js';

export const noSuchCommunity = () => notFound('There is no such community.');

/** What goes to many waits until a second head has agreed. */
@Injectable()
export class Approvals {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly messages: Messages,
    private readonly spreading: Spreading,
  ) {}

  async waiting(caller: Caller, query: { limit: number; cursor?: string }): Promise<MessageView[]> {
    return await this.messages.waitingFor(caller, await this.communitiesOf(caller), query);
  }

  /** Of two who decide at once, or one who decides and one who cancels, the first one has. Said again it answers the same. */
  async decide(caller: Caller, messageId: string, decision: Decision): Promise<MessageView> {
    const admin = caller.role === 'ADMIN';
    const communities = await this.communitiesOf(caller);
    const ended = await this.database.transaction(async (sql) => {
      const asked = await holdAsked(sql, messageId);
      const verdict = judge(asked, { userId: caller.userId, admin, communities }, decision);
      if (verdict instanceof AppError) throw verdict;
      if (!asked || verdict === 'done') return undefined;
      const spread = await this.carryOut(sql, caller, messageId, decision);
      const { content, senderId, communityId } = asked;
      await this.events.emit(sql, 'announcement.decided', {
        messageId,
        about: aboutOf(content),
        senderId,
        decidedByName: caller.name,
        ...decision,
      });
      const action = decision.approved ? 'approval.granted' : 'approval.refused';
      await audit(sql, [
        { actor: memberActor(caller.userId), action, subject: messageId, detail: { communityId } },
      ]);
      return spread;
    });
    if (ended) this.spreading.tell(ended);
    return await this.messages.find(caller, messageId, 'fresh');
  }

  /** From how many people on a community wants a second head; null for never. */
  async require(caller: Caller, communityId: string, above: number | null): Promise<CommunityApproval> {
    const communities = await this.communitiesOf(caller);
    if (caller.role !== 'ADMIN' && !communities.includes(communityId)) {
      throw forbidden('Only the heads of a community and ADMINs decide what waits there.');
    }
    return await this.database.transaction(async (sql) => {
      const changed = await setRule(sql, communityId, above);
      if (!changed) throw noSuchCommunity();
      const { id, name, before } = changed;
      if (before !== above) {
        await audit(sql, [
          {
            actor: memberActor(caller.userId),
            action: 'approval.required',
            subject: id,
            detail: { above, before },
          },
        ]);
      }
      return { id, name, approvalAbove: above };
    });
  }

  /** What is refused has ended with it. */
  private async carryOut(
    sql: Sql,
    { userId, name }: Caller,
    messageId: string,
    decision: Decision,
  ): Promise<Spread | undefined> {
    await noteDecision(sql, messageId, userId, decision);
    if (!decision.approved) {
      const why = decision.reason ? `: ${decision.reason}` : '.';
      return await markCancelled(sql, messageId, `${name} has not approved it${why}`);
    }
    await letGo(sql, messageId);
    return undefined;
  }

  private async communitiesOf({ userId }: Caller): Promise<string[]> {
    const offices = await officesOf(this.database, userId);
    return offices.filter(({ kind }) => kind === 'COMMUNITY').map(({ groupId }) => groupId);
  }
}
