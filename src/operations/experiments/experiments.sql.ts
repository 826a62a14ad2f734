import type { Sql } from '../../platform/database/database.js';

/** An experiment that messages took part in, or that somebody has decided. */
export interface KnownExperiment {
  name: string;
  variants: string[];
  messages: number;
  firstAt: Date | null;
  lastAt: Date | null;
  winner: Winner | null;
}

export interface Winner {
  variant: string;
  decidedById: string;
  decidedAt: string;
}

/** All of them, or the one of that name. Indexes: messages_experiment_idx, experiment_winners_pkey. */
export async function knownExperiments(sql: Sql, name: string | null): Promise<KnownExperiment[]> {
  return await sql.query<KnownExperiment>(
    `WITH held AS (
       SELECT experiment, count(*)::int AS messages, min(created_at) AS first_at, max(created_at) AS last_at
         FROM messages WHERE experiment IS NOT NULL AND ($1::text IS NULL OR experiment = $1)
        GROUP BY experiment
     ),
     compared AS (
       SELECT experiment, array_agg(DISTINCT timing ->> 'name') AS variants
         FROM messages CROSS JOIN LATERAL jsonb_array_elements(timings) AS timing
        WHERE experiment IS NOT NULL AND ($1::text IS NULL OR experiment = $1)
        GROUP BY experiment
     ),
     decided AS (SELECT * FROM experiment_winners WHERE $1::text IS NULL OR experiment = $1)
     SELECT COALESCE(held.experiment, decided.experiment) AS name, COALESCE(variants, '{}') AS variants,
            COALESCE(messages, 0) AS messages, first_at AS "firstAt", last_at AS "lastAt",
            CASE WHEN decided.experiment IS NOT NULL
                 THEN json_build_object('variant', variant, 'decidedById', decided_by_id, 'decidedAt', decided_at)
                 END AS winner
       FROM held JOIN compared USING (experiment) FULL JOIN decided ON decided.experiment = held.experiment
      ORDER BY 1`,
    [name],
  );
}
