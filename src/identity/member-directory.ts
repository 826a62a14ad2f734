import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { MemberCaller } from './caller.js';
import type { Role } from './roles.js';

interface Row {
  id: string;
  email: string | null;
  name: string;
  role: Role;
  locale: string;
  timezone: string;
}

/** The people who can sign in: everybody in `users` who has not been erased. */
@Injectable()
export class MemberDirectory {
  constructor(private readonly database: Database) {}

  /** By the primary key of `users`; asked on every request, so that a role taken away is gone at once. */
  async byId(id: string): Promise<MemberCaller | undefined> {
    const [row] = await this.database.query<Row>(
      `SELECT id, email, name, role, locale, timezone FROM users WHERE id = $1 AND erased_at IS NULL`,
      [id],
    );
    return row && asCaller(row);
  }

  /** By the unique index on `email`. */
  async byEmail(email: string): Promise<MemberCaller | undefined> {
    const [row] = await this.database.query<Row>(
      `SELECT id, email, name, role, locale, timezone FROM users WHERE email = $1 AND erased_at IS NULL`,
      [email.toLowerCase()],
    );
    return row && asCaller(row);
  }

  async withEmailAt(domain: string, limit: number): Promise<MemberCaller[]> {
    const rows = await this.database.query<Row>(
      `SELECT id, email, name, role, locale, timezone FROM users
       WHERE split_part(email, '@', 2) = $1 AND erased_at IS NULL
       ORDER BY role, name, id LIMIT $2`,
      [domain, limit],
    );
    return rows.map(asCaller);
  }
}

const asCaller = ({ id, ...member }: Row): MemberCaller => ({ kind: 'member', userId: id, ...member });
