import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { Database, type Transaction } from '../../platform/database/database.js';
import { conflict } from '../../platform/errors/app-error.js';
import { Events } from '../../platform/events/events.js';
import { Deciding } from '../deciding.js';
import type { RequestStatus } from './request.dto.js';
import type { ResourceRequestView } from './request.view.js';
import { decidePending, type Verdict } from './requests.sql.js';
import { ResourceRequests } from './resource-requests.js';

const DECIDED: Readonly<Record<RequestStatus, string>> = {
  PENDING: 'Somebody else is deciding about this request.',
  APPROVED: 'This request has been approved already.',
  REJECTED: 'This request has been rejected already.',
};

/** Heads decide once about each request; the decision and the fact that tells of it are one. */
@Injectable()
export class RequestDecisions {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly deciding: Deciding,
    private readonly requests: ResourceRequests,
  ) {}

  async approve(caller: Caller, requestId: string): Promise<ResourceRequestView> {
    const verdict = { status: 'APPROVED', decidedById: caller.userId, reason: null } as const;
    return await this.decide(caller, requestId, verdict, (tx, { id, resource, quantity, requester }) =>
      this.events.emit(tx, 'resource.approved', {
        requestId: id,
        resource,
        quantity,
        requesterId: requester.id,
        approvedById: caller.userId,
        approvedByName: caller.name,
      }),
    );
  }

  async reject(caller: Caller, requestId: string, reason: string | null): Promise<ResourceRequestView> {
    const verdict = { status: 'REJECTED', decidedById: caller.userId, reason } as const;
    return await this.decide(caller, requestId, verdict, (tx, { id, resource, requester }) =>
      this.events.emit(tx, 'resource.rejected', {
        requestId: id,
        resource,
        requesterId: requester.id,
        rejectedById: caller.userId,
        rejectedByName: caller.name,
        reason,
      }),
    );
  }

  private async decide(
    caller: Caller,
    requestId: string,
    verdict: Verdict,
    tell: (tx: Transaction, request: ResourceRequestView) => Promise<void>,
  ): Promise<ResourceRequestView> {
    // Before the verdict, so that who may not see a request does not learn that there is one.
    const request = await this.requests.show(caller, requestId);
    await this.deciding.refuseUnlessInCharge(caller, request.requester, 'request');
    const decided = await this.database.prisma.$transaction(async (tx) => {
      if (!(await decidePending(tx, requestId, verdict))) return false;
      await tell(tx, request);
      return true;
    });
    const after = await this.requests.find(requestId);
    if (!decided) throw conflict(DECIDED[after.status]);
    return after;
  }
}
