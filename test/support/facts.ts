import type { TestApp } from './app.js';

/** What was told under a name, oldest first. */
export async function toldBy(app: TestApp, name: string): Promise<Record<string, unknown>[]> {
  const rows = await app.sql<{ payload: Record<string, unknown> }>(
    'SELECT payload FROM domain_events WHERE name = $1 ORDER BY id',
    [name],
  );
  return rows.map(({ payload }) => payload);
}

/** While the work goes on, nothing can be written into the table: at once, or only as the transaction commits. */
export async function whileBroken(
  app: TestApp,
  table: string,
  when: 'at once' | 'at the last moment',
  work: () => Promise<unknown>,
): Promise<void> {
  const timing = when === 'at once' ? '' : 'DEFERRABLE INITIALLY DEFERRED';
  await app.sql(
    `CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'out of order'; END $$`,
  );
  await app.sql(
    `CREATE CONSTRAINT TRIGGER fails AFTER INSERT OR UPDATE ON ${table} ${timing} FOR EACH ROW EXECUTE FUNCTION fail()`,
  );
  try {
    await work();
  } finally {
    await app.sql(`DROP TRIGGER fails ON ${table}`);
  }
}
