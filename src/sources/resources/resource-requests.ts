import { Injectable } from '@nestjs/common';
import { Leadership } from '../../directory/groups/leadership.js';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors/app-error.js';
import { Events } from '../../platform/events/events.js';
import { Deciding } from '../deciding.js';
import type { RequestResource } from './request.dto.js';
import type { ResourceRequestView } from './request.view.js';
import { findRequest } from './requests.sql.js';

export const noSuchRequest = () => notFound('There is no such request.');

/** What members need from the community. */
@Injectable()
export class ResourceRequests {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly leadership: Leadership,
    private readonly deciding: Deciding,
  ) {}

  async request(
    caller: Caller,
    { resource, quantity, purpose }: RequestResource,
  ): Promise<ResourceRequestView> {
    const deciderIds = await this.deciding.decidersAbout(caller.userId);
    return await this.database.prisma.$transaction(async (tx) => {
      const saved = await tx.resourceRequest.create({
        data: { resource, quantity: quantity ?? 1, purpose: purpose || null, requesterId: caller.userId },
      });
      await this.events.emit(tx, 'resource.requested', {
        requestId: saved.id,
        resource: saved.resource,
        quantity: saved.quantity,
        purpose: saved.purpose,
        requesterId: caller.userId,
        requesterName: caller.name,
        deciderIds,
      });
      const { id, status, createdAt } = saved;
      const requester = { id: caller.userId, name: caller.name };
      return { id, resource, quantity: saved.quantity, purpose: saved.purpose, status, requester, createdAt };
    });
  }

  /** For the requester and for who decides; to others there is none. */
  async show(caller: Caller, requestId: string): Promise<ResourceRequestView> {
    const request = await this.find(requestId);
    const { id } = request.requester;
    if (id === caller.userId || (await this.leadership.answersFor(caller, id))) return request;
    throw noSuchRequest();
  }

  async find(requestId: string): Promise<ResourceRequestView> {
    const request = await findRequest(this.database, requestId);
    if (!request) throw noSuchRequest();
    return request;
  }
}
