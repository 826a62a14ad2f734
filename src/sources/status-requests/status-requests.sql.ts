import type { Sql, Transaction } from '../../platform/database/database.js';
import type { StatusRequestView } from './status-request.view.js';

/** Index: status_requests_pkey. */
export async function findStatusRequest(sql: Sql, requestId: string): Promise<StatusRequestView | undefined> {
  const [request] = await sql.query<StatusRequestView>(
    `SELECT request.id, request.question, request.due_at AS "dueAt",
            CASE WHEN request.resolved_at IS NULL THEN 'OPEN' ELSE 'RESOLVED' END AS status, request.answer,
            json_build_object('id', member.id, 'name', member.name) AS member,
            request.requested_by_id AS "requestedById", request.resolved_at AS "resolvedAt",
            request.created_at AS "createdAt"
       FROM status_requests AS request JOIN users AS member ON member.id = request.member_id
      WHERE request.id = $1`,
    [requestId],
  );
  return request;
}

/** The moment of the first answer; a second one changes nothing. Index: status_requests_pkey. */
export async function resolveOpen(
  tx: Transaction,
  requestId: string,
  answer: string,
): Promise<Date | undefined> {
  const [row] = await tx.$queryRaw<{ resolvedAt: Date }[]>`
    UPDATE status_requests SET answer = ${answer}, resolved_at = now()
     WHERE id = ${requestId}::uuid AND resolved_at IS NULL
    RETURNING resolved_at AS "resolvedAt"`;
  return row?.resolvedAt;
}
