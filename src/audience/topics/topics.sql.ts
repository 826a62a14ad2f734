import type { Sql } from '../../platform/database/database.js';
import type { Standing } from '../authority.js';
import type { TopicView } from './topic.dto.js';

/** Which topic a name means. */
export interface TopicPlace {
  id: string;
  name: string;
  groupId: string;
}

/** Index: topics_name_key. */
export async function topicsNamed(sql: Sql, names: readonly string[]): Promise<TopicPlace[]> {
  return await sql.query<TopicPlace>(
    'SELECT id, name, group_id AS "groupId" FROM topics WHERE name = ANY($1::text[])',
    [names],
  );
}

export interface TopicRow extends TopicView {
  id: string;
}

/**
 * The topics of the groups that somebody belongs to or may address. Only who still belongs to its group counts
 * as a follower. Indexes: group_members_user_id_idx, groups_parent_id_idx downwards, topics_group_id_idx or
 * topics_name_key, topic_followers_pkey, group_members_pkey.
 */
export async function topicsFor(
  sql: Sql,
  userId: string,
  { admin, offices }: Standing,
  name: string | null = null,
): Promise<TopicRow[]> {
  return await sql.query<TopicRow>(
    `WITH RECURSIVE led AS (
       SELECT unnest($3::uuid[]) AS id
       UNION
       SELECT groups.id FROM led JOIN groups ON groups.parent_id = led.id
     ), own AS (SELECT DISTINCT group_id AS id FROM group_members WHERE user_id = $1)
     SELECT topics.id, topics.name, title, description, json_build_object('id', groups.id, 'name', groups.name) AS "group",
            (SELECT count(*)::int FROM topic_followers
              WHERE topic_id = topics.id AND EXISTS (
                SELECT FROM group_members WHERE group_id = topics.group_id AND user_id = topic_followers.user_id)) AS followers,
            own.id IS NOT NULL AND EXISTS (
              SELECT FROM topic_followers WHERE topic_id = topics.id AND user_id = $1) AS following,
            $2 OR led.id IS NOT NULL AS "mayAnnounce", own.id IS NOT NULL AS belongs
       FROM topics JOIN groups ON groups.id = topics.group_id
       LEFT JOIN led ON led.id = topics.group_id LEFT JOIN own ON own.id = topics.group_id
      WHERE ($2 OR led.id IS NOT NULL OR own.id IS NOT NULL) AND ($4::text IS NULL OR topics.name = $4)
      ORDER BY topics.name`,
    [userId, admin, offices.map(({ groupId }) => groupId), name],
  );
}

interface NewTopic {
  name: string;
  groupId: string;
  title: string;
  description: string | null;
}

/** How many a group has; until the transaction ends nobody else counts them. Indexes: groups_pkey, topics_group_id_idx. */
export async function countTopics(sql: Sql, groupId: string): Promise<number> {
  await sql.query('SELECT FROM groups WHERE id = $1 FOR NO KEY UPDATE', [groupId]);
  const [row] = await sql.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM topics WHERE group_id = $1',
    [groupId],
  );
  return row?.count ?? 0;
}

/** False where one is called so already. Index: topics_name_key. */
export async function insertTopic(sql: Sql, userId: string, topic: NewTopic): Promise<boolean> {
  const rows = await sql.query(
    `INSERT INTO topics (name, group_id, title, description, created_by_id) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (name) DO NOTHING RETURNING 1`,
    [topic.name, topic.groupId, topic.title, topic.description, userId],
  );
  return rows.length > 0;
}

/** What is not given stays. Index: topics_pkey. */
export async function changeTopic(
  sql: Sql,
  id: string,
  { title, description }: { title?: string; description?: string | null },
): Promise<void> {
  await sql.query(
    `UPDATE topics SET title = COALESCE($2, title), description = CASE WHEN $3 THEN $4 ELSE description END
      WHERE id = $1`,
    [id, title ?? null, description !== undefined, description ?? null],
  );
}

/** Index: topics_pkey; its followers go with it. */
export async function deleteTopic(sql: Sql, id: string): Promise<void> {
  await sql.query('DELETE FROM topics WHERE id = $1', [id]);
}

/** Done again it changes nothing; where the topic is being deleted, it waits and then does nothing. Index: topics_pkey. */
export async function follow(sql: Sql, topicId: string, userId: string): Promise<void> {
  await sql.query(
    `INSERT INTO topic_followers (topic_id, user_id)
     SELECT id, $2 FROM (SELECT id FROM topics WHERE id = $1 FOR KEY SHARE) AS followed
         ON CONFLICT DO NOTHING`,
    [topicId, userId],
  );
}

/** Index: topic_followers_pkey. */
export async function unfollow(sql: Sql, topicId: string, userId: string): Promise<void> {
  await sql.query('DELETE FROM topic_followers WHERE topic_id = $1 AND user_id = $2', [topicId, userId]);
}
