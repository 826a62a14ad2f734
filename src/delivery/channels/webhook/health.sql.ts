import type { Sql } from '../../../platform/database/database.js';
import { BORNE, type Endpoint } from './endpoints.sql.js';

export type Health = 'WELL' | 'FAILING' | 'GONE';

/** How an endpoint took what it was told last. */
export interface Heard {
  endpoint: Pick<Endpoint, 'id' | 'url' | 'failing' | 'overdue'>;
  health: Health;
}

const TELLS_SOMETHING: Record<Health, (endpoint: Heard['endpoint']) => boolean> = {
  WELL: ({ failing }) => failing,
  FAILING: ({ failing, overdue }) => !failing || overdue,
  GONE: () => true,
};

/** What of it is news; mostly nothing is, and then nothing is written. */
export const newsOf = (heard: readonly Heard[]): Heard[] =>
  heard.filter(({ endpoint, health }) => TELLS_SOMETHING[health](endpoint));

/**
 * What came back is about the address that was called, which its owner may have changed meanwhile. Locked in the
 * order of ids, so that two batches do not wait for each other. Index: webhook_endpoints_pkey.
 */
export async function noteHealth(sql: Sql, news: readonly Heard[]): Promise<void> {
  if (news.length === 0) return;
  await sql.query(
    `WITH heard AS (
       SELECT endpoints.id, health, failing_since FROM webhook_endpoints AS endpoints
         JOIN unnest($1::uuid[], $2::text[], $3::text[]) AS told (id, url, health)
           ON told.id = endpoints.id AND told.url = endpoints.url
        WHERE disabled_at IS NULL ORDER BY endpoints.id FOR UPDATE OF endpoints
     ),
     judged AS (
       SELECT *, CASE WHEN health = 'GONE' THEN 'GONE'
                      WHEN health = 'FAILING' AND failing_since < now() - $4::interval THEN 'FAILING' END AS because
         FROM heard
     )
     UPDATE webhook_endpoints
        SET failing_since = CASE WHEN health <> 'WELL' THEN COALESCE(judged.failing_since, now()) END,
            disabled_at = CASE WHEN because IS NOT NULL THEN now() END,
            disabled_because = because
       FROM judged WHERE webhook_endpoints.id = judged.id`,
    [
      news.map(({ endpoint }) => endpoint.id),
      news.map(({ endpoint }) => endpoint.url),
      news.map(({ health }) => health),
      BORNE,
    ],
  );
}
