import type { Sql } from '../../platform/database/database.js';
import type { TemplateKey, TemplateText } from './template-key.js';

/** From its number on, its version is said. */
export interface Publication extends TemplateKey {
  number: number;
  version: number;
  /** Null where it went back to the file. */
  text: TemplateText | null;
}

/** All after a number, in their order. Indexes: template_publications_pkey, templates_name_channel_locale_version_key. */
export async function publicationsAfter(sql: Sql, number: number): Promise<Publication[]> {
  return await sql.query<Publication>(
    `SELECT number, name, channel, locale, version,
            CASE WHEN templates.id IS NOT NULL
                 THEN json_build_object('subject', templates.subject, 'body', templates.body) END AS text
       FROM template_publications LEFT JOIN templates USING (name, channel, locale, version)
      WHERE number > $1 ORDER BY number`,
    [number],
  );
}

/** The number that a message is planned with. Index: template_publications_pkey. */
export const LAST_PUBLICATION = 'COALESCE((SELECT max(number) FROM template_publications), 0)';
