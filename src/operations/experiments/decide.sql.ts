import type { Sql } from '../../platform/database/database.js';

interface Decision {
  experiment: string;
  variant: string;
  decidedById: string;
}

/**
 * The variant that has won: this one, unless another one had before. Of two who decide at once the second
 * waits for the first. Index: experiment_winners_pkey.
 */
export async function decide(sql: Sql, { experiment, variant, decidedById }: Decision): Promise<string> {
  await sql.query(
    `INSERT INTO experiment_winners (experiment, variant, decided_by_id) VALUES ($1, $2, $3)
     ON CONFLICT (experiment) DO NOTHING`,
    [experiment, variant, decidedById],
  );
  const [row] = await sql.query<{ variant: string }>(
    'SELECT variant FROM experiment_winners WHERE experiment = $1',
    [experiment],
  );
  if (!row) throw new Error('A winner was declared and is gone.');
  return row.variant;
}
