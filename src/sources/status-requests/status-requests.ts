import { Injectable } from '@nestjs/common';
import { Leadership } from '../../directory/groups/leadership.js';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import { conflict, forbidden, notFound } from '../../platform/errors/app-error.js';
import { Events } from '../../platform/events/events.js';
import { People } from '../people.js';
import type { AskForStatus } from './status-request.dto.js';
import type { StatusRequestView } from './status-request.view.js';
import { findStatusRequest, resolveOpen } from './status-requests.sql.js';

export const noSuchStatusRequest = () => notFound('There is no such request.');

/** A head asks a member how things stand; the member says so, once. */
@Injectable()
export class StatusRequests {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly leadership: Leadership,
    private readonly people: People,
  ) {}

  async ask(caller: Caller, { memberId, question, dueAt }: AskForStatus): Promise<StatusRequestView> {
    const member = await this.people.find(memberId);
    if (!(await this.leadership.answersFor(caller, memberId))) {
      throw forbidden('Only an ADMIN or a head of theirs may ask them for their status.');
    }
    return await this.database.prisma.$transaction(async (tx) => {
      const saved = await tx.statusRequest.create({
        data: { question, memberId, requestedById: caller.userId, dueAt: dueAt ? new Date(dueAt) : null },
      });
      await this.events.emit(tx, 'status.update-requested', {
        requestId: saved.id,
        question,
        memberId,
        requestedById: caller.userId,
        requestedByName: caller.name,
        dueAt: saved.dueAt?.toISOString() ?? null,
      });
      const { id, requestedById, answer, resolvedAt, createdAt } = saved;
      const about = { id, question, dueAt: saved.dueAt, status: 'OPEN', answer } as const;
      return { ...about, member, requestedById, resolvedAt, createdAt };
    });
  }

  async resolve(caller: Caller, requestId: string, answer: string): Promise<StatusRequestView> {
    const request = await this.show(caller, requestId);
    const { question, member, requestedById } = request;
    if (member.id !== caller.userId) throw forbidden(`Only ${member.name} can answer this.`);
    return await this.database.prisma.$transaction(async (tx) => {
      const resolvedAt = await resolveOpen(tx, requestId, answer);
      if (!resolvedAt) throw conflict('This request has been answered already.');
      await this.events.emit(tx, 'status.updated', {
        requestId,
        question,
        answer,
        memberId: member.id,
        memberName: member.name,
        requestedById,
      });
      return Object.assign(request, { status: 'RESOLVED' as const, answer, resolvedAt });
    });
  }

  /** For who is asked, who asked and who leads the member; to others there is none. */
  async show(caller: Caller, requestId: string): Promise<StatusRequestView> {
    const request = await findStatusRequest(this.database, requestId);
    if (!request) throw noSuchStatusRequest();
    const { member, requestedById } = request;
    if ([member.id, requestedById].includes(caller.userId)) return request;
    if (await this.leadership.answersFor(caller, member.id)) return request;
    throw noSuchStatusRequest();
  }
}
