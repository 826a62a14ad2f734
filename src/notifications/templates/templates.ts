import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { Database, type Sql } from '../../platform/database/database.js';
import { conflict, notFound } from '../../platform/errors/app-error.js';
import { notRight } from '../../platform/http/validation.js';
import type { Templatable } from './templatable.js';
import { FILE, type TemplateKey, type TemplateText } from './template-key.js';
import { templateMistakes } from './template-mistakes.js';
import {
  insertPublication,
  insertVersion,
  oneAfterAnother,
  publicationsOf,
  publishedBefore,
  versionOf,
  versionsOf,
} from './templates.sql.js';

/** Texts that operators write: each saved one is a version, and none is ever changed. */
@Injectable()
export class Templates {
  constructor(private readonly database: Database) {}

  /** Answers the version. The text of the newest one, saved again, is that one. */
  async save(
    caller: Caller,
    templatable: Templatable,
    key: TemplateKey,
    text: TemplateText,
  ): Promise<number> {
    const mistakes = templateMistakes(templatable, key, text);
    if (mistakes.length > 0) throw notRight(mistakes);
    return await this.database.transaction(async (sql) => {
      await oneAfterAnother(sql);
      const [newest] = await versionsOf(sql, key, 1);
      if (newest?.subject === text.subject && newest.body === text.body) return newest.version;
      const version = (newest?.version ?? FILE) + 1;
      await insertVersion(sql, key, { ...text, version, by: caller.userId });
      return version;
    });
  }

  /** The text of a version; of the file where that is 0. */
  async text(templatable: Templatable, key: TemplateKey, version: number): Promise<TemplateText> {
    if (version === FILE) return templatable.file(key.channel, key.locale);
    const text = await versionOf(this.database, key, version);
    if (!text) throw noSuchVersion(version);
    return text;
  }

  async current(key: TemplateKey): Promise<number> {
    return await currentOf(this.database, key);
  }

  /** What is said already is not published again. */
  async publish(caller: Caller, key: TemplateKey, version: number): Promise<void> {
    await this.database.transaction(async (sql) => {
      await oneAfterAnother(sql);
      await publishOn(sql, caller, key, version, await currentOf(sql, key));
    });
  }

  /** To a version that was published before, or to the one before what is said now. */
  async rollBack(caller: Caller, key: TemplateKey, version: number | undefined): Promise<void> {
    await this.database.transaction(async (sql) => {
      await oneAfterAnother(sql);
      const current = await currentOf(sql, key);
      if (version === undefined && current === FILE) {
        throw conflict('What is said is the text of the file. There is nothing to go back to.');
      }
      const before = version ?? (await publishedBefore(sql, key, current));
      await publishOn(sql, caller, key, before, current);
    });
  }
}

async function publishOn(
  sql: Sql,
  caller: Caller,
  key: TemplateKey,
  version: number,
  current: number,
): Promise<void> {
  if (version !== FILE && !(await versionOf(sql, key, version))) throw noSuchVersion(version);
  if (version !== current) await insertPublication(sql, key, version, caller.userId);
}

async function currentOf(sql: Sql, key: TemplateKey): Promise<number> {
  const [last] = await publicationsOf(sql, key, 1);
  return last?.version ?? FILE;
}

const noSuchVersion = (version: number) => notFound(`There is no version ${version} of this template.`);
