import type { Database, Sql } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors/app-error.js';

const PATIENCE_MS = 10_000;

/**
 * All that a preview says holds for one moment, and nothing is written. Tables are joined whole: with this much memory
 * in RAM and not on disk, and with nothing compiled for a question that is over before that pays. The large ones are
 * read by several workers, who pass on far fewer people than PostgreSQL expects.
 */
const SETTINGS = `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL statement_timeout = ${PATIENCE_MS}; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;
  SET LOCAL parallel_tuple_cost = 0.01; SET LOCAL min_parallel_table_scan_size = '32MB'`;

export async function inOneMoment<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
  try {
    return await database.transaction(async (sql) => {
      await sql.query(SETTINGS);
      return await work(sql);
    });
  } catch (error) {
    throw (error as { code?: unknown }).code === QUERY_CANCELED ? tookTooLong(error) : error;
  }
}

const QUERY_CANCELED = '57014';

const tookTooLong = (cause: unknown) =>
  new AppError(
    { code: 'preview-too-slow', status: 503, verdict: 'later' },
    `Who would get it could not be counted within ${PATIENCE_MS / 1_000} seconds. Try it again in a moment, or name fewer groups at once.`,
    { retryAfterSeconds: 5, cause },
  );
