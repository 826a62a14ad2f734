import type { Sql } from '../../platform/database/database.js';
import type { TemplateKey, TemplateText } from './template-key.js';

export interface Person {
  id: string;
  /** Null once they have been erased. */
  name: string | null;
}

export interface Version extends TemplateText {
  version: number;
  createdBy: Person;
  createdAt: Date;
}

export interface Published {
  number: number;
  version: number;
  publishedBy: Person;
  publishedAt: Date;
}

/** One text as the list of all shows it. */
export interface Standing extends TemplateKey {
  current: number;
  newest: number;
}

/** Everybody who publishes or saves waits here, so that numbers are committed in the order in which they are given. */
export async function oneAfterAnother(sql: Sql): Promise<void> {
  await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('munadi:templates', 0))");
}

const person = (id: string) => `json_build_object('id', ${id}, 'name', users.name)`;
const OF_KEY = 'name = $1 AND channel = $2::channel AND locale = $3';
const keyOf = ({ name, channel, locale }: TemplateKey) => [name, channel, locale];

/** Newest first. Index: templates_name_channel_locale_version_key. */
export async function versionsOf(sql: Sql, key: TemplateKey, limit: number): Promise<Version[]> {
  return await sql.query<Version>(
    `SELECT version, subject, body, ${person('created_by')} AS "createdBy", chosen.created_at AS "createdAt"
       FROM (SELECT * FROM templates WHERE ${OF_KEY} ORDER BY version DESC LIMIT $4) AS chosen
       LEFT JOIN users ON users.id = created_by AND erased_at IS NULL
      ORDER BY version DESC`,
    [...keyOf(key), limit],
  );
}

/** Index: templates_name_channel_locale_version_key. */
export async function versionOf(
  sql: Sql,
  key: TemplateKey,
  version: number,
): Promise<TemplateText | undefined> {
  const rows = await sql.query<TemplateText>(
    `SELECT subject, body FROM templates WHERE ${OF_KEY} AND version = $4`,
    [...keyOf(key), version],
  );
  return rows[0];
}

/** Last first. Index: template_publications_name_channel_locale_number_idx. */
export async function publicationsOf(sql: Sql, key: TemplateKey, limit: number): Promise<Published[]> {
  return await sql.query<Published>(
    `SELECT number, version, ${person('published_by')} AS "publishedBy", published_at AS "publishedAt"
       FROM (SELECT * FROM template_publications WHERE ${OF_KEY} ORDER BY number DESC LIMIT $4) AS chosen
       LEFT JOIN users ON users.id = published_by AND erased_at IS NULL
      ORDER BY number DESC`,
    [...keyOf(key), limit],
  );
}

/** The published version that came before another, and 0 where the file did. */
export async function publishedBefore(sql: Sql, key: TemplateKey, version: number): Promise<number> {
  const [row] = await sql.query<{ version: number | null }>(
    `SELECT max(version) AS version FROM template_publications WHERE ${OF_KEY} AND version < $4`,
    [...keyOf(key), version],
  );
  return row?.version ?? 0;
}

export async function insertVersion(
  sql: Sql,
  key: TemplateKey,
  text: TemplateText & { version: number; by: string },
): Promise<void> {
  await sql.query(
    `INSERT INTO templates (name, channel, locale, version, subject, body, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [...keyOf(key), text.version, text.subject, text.body, text.by],
  );
}

export async function insertPublication(
  sql: Sql,
  key: TemplateKey,
  version: number,
  by: string,
): Promise<void> {
  await sql.query(
    'INSERT INTO template_publications (name, channel, locale, version, published_by) VALUES ($1, $2, $3, $4, $5)',
    [...keyOf(key), version, by],
  );
}

/** Of all texts that have a version of their own. */
export async function standings(sql: Sql): Promise<Standing[]> {
  return await sql.query<Standing>(
    `SELECT name, channel, locale, newest,
            COALESCE((SELECT version FROM template_publications AS last
                       WHERE (last.name, last.channel, last.locale) = (saved.name, saved.channel, saved.locale)
                       ORDER BY number DESC LIMIT 1), 0) AS current
       FROM (SELECT name, channel, locale, max(version) AS newest FROM templates
              GROUP BY name, channel, locale) AS saved`,
  );
}
