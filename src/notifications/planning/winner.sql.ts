import type { Sql } from '../../platform/database/database.js';

/** The variant that an experiment has ended with, if it has. Index: experiment_winners_pkey. */
export async function winnerOf(sql: Sql, experiment: string): Promise<string | undefined> {
  const [row] = await sql.query<{ variant: string }>(
    'SELECT variant FROM experiment_winners WHERE experiment = $1',
    [experiment],
  );
  return row?.variant;
}
