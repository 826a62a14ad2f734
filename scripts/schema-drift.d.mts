/** The SQL that would bring this database to `prisma/schema`; empty when it is there, as far as Prisma can see. */
export function schemaDrift(url: string): Promise<string>;
