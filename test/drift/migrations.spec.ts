import { expect, it } from 'vitest';
import { schemaDrift } from '../../scripts/schema-drift.mjs';
import { testDatabase } from '../support/database.js';

it('the migrations make the database that prisma/schema describes', async () => {
  const { url } = await testDatabase();
  expect(
    await schemaDrift(url),
    'The schema has changed since; `npm run new:migration -- what-changed` writes the migration.',
  ).toBe('');
});
