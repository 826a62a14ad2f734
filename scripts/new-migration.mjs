// `npm run new:migration -- add-something`: the SQL from the migrations so far to prisma/schema.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { schemaDrift } from './schema-drift.mjs';
import { withThrowAwayDatabase } from './throw-away-database.mjs';

const name = process.argv[2] ?? '';
if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
  console.error('Give the migration a name in small letters: npm run new:migration -- add-something');
  process.exit(1);
}

await build('client', 'server');
// Seen in a throw-away database, because Prisma's own way needs an engine that has to be downloaded.
const sql = await withThrowAwayDatabase(schemaDrift);
if (sql === '') {
  console.log('Nothing to do: the migrations already lead to prisma/schema.');
} else {
  const timestamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = join('prisma/migrations', `${timestamp}_${name.replaceAll('-', '_')}`);
  mkdirSync(join(import.meta.dirname, '..', folder), { recursive: true });
  writeFileSync(join(import.meta.dirname, '..', folder, 'migration.sql'), `${sql}\n`);
  console.log(
    `Wrote ${folder}/migration.sql. Read it before it is applied: what Prisma does not know is up to you.`,
  );
}
