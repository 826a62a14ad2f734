import type { Sql, Transaction } from '../../platform/database/database.js';
import type { RequestStatus } from './request.dto.js';
import type { ResourceRequestView } from './request.view.js';

/** Index: resource_requests_pkey. */
export async function findRequest(sql: Sql, requestId: string): Promise<ResourceRequestView | undefined> {
  const [request] = await sql.query<ResourceRequestView>(
    `SELECT request.id, request.resource, request.quantity, request.purpose, request.status,
            json_build_object('id', requester.id, 'name', requester.name) AS requester,
            request.created_at AS "createdAt"
       FROM resource_requests AS request JOIN users AS requester ON requester.id = request.requester_id
      WHERE request.id = $1`,
    [requestId],
  );
  return request;
}

export interface Verdict {
  status: Exclude<RequestStatus, 'PENDING'>;
  decidedById: string;
  reason: string | null;
}

/** Decides a pending request; the second of two who decide at once changes nothing. Index: resource_requests_pkey. */
export async function decidePending(tx: Transaction, requestId: string, verdict: Verdict): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE resource_requests
       SET status = ${verdict.status}::resource_request_status, decided_by_id = ${verdict.decidedById}::uuid,
           decided_at = now(), rejection_reason = ${verdict.reason}
     WHERE id = ${requestId}::uuid AND status = 'PENDING'`;
  return changed === 1;
}
