import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
  experimental: { externalTables: true },
  // Made by a migration for the sockets' adapter; Prisma shall not know it.
  tables: { external: ['public.socket_io_attachments'] },
});
