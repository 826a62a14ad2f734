import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import config from '../prisma.config.ts';

const FOLDER = join(import.meta.dirname, '../prisma/schema');
const NOTHING = '-- This is an empty migration.';

/** The SQL that would bring this database to `prisma/schema`; empty when it is there, as far as Prisma can see. */
export async function schemaDrift(url) {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.prisma'))
    .map((name) => ({ path: join(FOLDER, name), content: readFileSync(join(FOLDER, name), 'utf8') }));
  // The engine looks for this when it panics, and without it hides why.
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= { set_message: (message) => console.error(message) };

  const catalog = new CatalogAdapter({ connectionString: url, max: 1 });
  const engine = await SchemaEngine.new(
    { datamodels: files.map(({ path, content }) => [path, content]) },
    () => {},
    bindMigrationAwareSqlAdapterFactory(catalog),
  );
  const { stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: FOLDER },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: { externalTables: config.tables.external, externalEnums: [] },
  });
  engine.free();
  await catalog.close();
  const sql = stdout.trim();
  return sql === NOTHING ? '' : sql;
}

const CHAR = 18;
const TEXT = 25;

/** PrismaPg does not know PostgreSQL's "char", of which the catalogs that the engine reads are full. */
class CatalogAdapter extends PrismaPg {
  opened = [];

  async close() {
    await Promise.all(this.opened.map((adapter) => adapter.dispose()));
  }

  async connect() {
    const adapter = await super.connect();
    this.opened.push(adapter);
    const pool = adapter.underlyingDriver();
    const query = pool.query.bind(pool);
    const queryRaw = adapter.queryRaw.bind(adapter);

    // The engine asks one question at a time, so these are the columns of the answer at hand.
    let chars = [];
    pool.query = async (question) => {
      const answer = await query(question);
      chars = answer.fields.filter((field) => field.dataTypeID === CHAR);
      for (const field of chars) field.dataTypeID = TEXT;
      return answer;
    };
    adapter.queryRaw = async (question) => {
      const { columnNames, columnTypes, rows } = await queryRaw(question);
      for (const { name } of chars) columnTypes[columnNames.indexOf(name)] = ColumnTypeEnum.Character;
      return { columnNames, columnTypes, rows };
    };
    return adapter;
  }
}
