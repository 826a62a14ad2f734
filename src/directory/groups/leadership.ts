import { Injectable } from '@nestjs/common';
import type { Role } from '../../identity/roles.js';
import { Database } from '../../platform/database/database.js';
import { HEAD_ROLES } from './group-kinds.js';

/** Who answers for whom. */
@Injectable()
export class Leadership {
  constructor(private readonly database: Database) {}

  /**
   * Whether somebody is head of a group that the other person belongs to, there or anywhere below it. The
   * closure carries a head's role upwards like any other, so it counts only where it was joined.
   * Indexes: group_members_user_id_idx, group_members_pkey.
   */
  async leads(headId: string, userId: string): Promise<boolean> {
    const [row] = await this.database.query<{ leads: boolean }>(
      `SELECT EXISTS (
         SELECT 1 FROM group_members AS head
           JOIN group_members AS person ON person.group_id = head.group_id AND person.user_id = $2
          WHERE head.user_id = $1 AND head.joined_group_id = head.group_id AND head.role = ANY($3::role[])
       ) AS leads`,
      [headId, userId, HEAD_ROLES],
    );
    return row?.leads ?? false;
  }

  /** Whether somebody may act for a person: an operator, or one who leads them. */
  async answersFor({ userId, role }: { userId: string; role: Role }, personId: string): Promise<boolean> {
    return role === 'ADMIN' || (await this.leads(userId, personId));
  }

  /** Everybody who leads a person. Indexes: group_members_user_id_idx, group_members_joined_group_id_idx. */
  async headsOf(userId: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT DISTINCT head.user_id AS id FROM group_members AS person
         JOIN group_members AS head ON head.joined_group_id = person.group_id AND head.group_id = person.group_id
        WHERE person.user_id = $1 AND head.role = ANY($2::role[])
        ORDER BY id`,
      [userId, HEAD_ROLES],
    );
    return rows.map(({ id }) => id);
  }

  /** The communities somebody belongs to. Indexes: group_members_user_id_idx, groups_pkey. */
  async communitiesOf(userId: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM groups
        WHERE kind = 'COMMUNITY' AND id IN (SELECT group_id FROM group_members WHERE user_id = $1)
        ORDER BY id`,
      [userId],
    );
    return rows.map(({ id }) => id);
  }
}
