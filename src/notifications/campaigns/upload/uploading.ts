import { Injectable } from '@nestjs/common';
import { setImmediate } from 'node:timers/promises';
import type { Caller } from '../../../identity/caller.js';
import { Config } from '../../../platform/config/config.js';
import { Database } from '../../../platform/database/database.js';
import { conflict, impossible } from '../../../platform/errors/app-error.js';
import { beginCampaign, countFlaws, deleteCampaign, settle } from '../campaigns.sql.js';
import { Reach } from '../people/reach.js';
import { judge } from '../people/judging.js';
import { guessMapping, type Mapping } from '../people/mapping.js';
import { insertRows, markDoubles, type Led } from '../people/resolving.sql.js';
import type { Bytes } from './bytes.js';
import { columnsOf } from './columns.js';
import { recordsOf, type FileRow } from './records.js';
import { asUtf8 } from './utf8.js';

/** Rows that are written together. */
const SET_SIZE = 1_000;
/** Of one sender, besides those that were sent. */
const MOST_DRAFTS = 20;

interface Upload {
  id: string;
  columns: string[];
  led: Led;
  mapping: Mapping | null;
}

/**
 * Takes in a file of any length, a set of rows at a time. They are nobody's until the last one is there: what is
 * refused, breaks off or dies half-way is deleted, at the latest by the clock. One long transaction would do the same,
 * but would hold a connection for as long as somebody's line takes.
 */
@Injectable()
export class Uploading {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly reach: Reach,
  ) {}

  /** The id of the campaign that it has become. */
  async upload(caller: Caller, name: string, bytes: Bytes): Promise<string> {
    const led = await this.reach.of(caller);
    const records = recordsOf(asUtf8(bytes));
    try {
      const head = await records.next();
      if (head.done) throw impossible('csv-empty', 'The file is empty.');
      const columns = columnsOf(head.value.fields);
      const begun = { senderId: caller.userId, name, columns, most: MOST_DRAFTS };
      const id = await this.database.transaction((sql) => beginCampaign(sql, begun));
      if (id === undefined) throw tooManyDrafts();
      await this.takeIn({ id, columns, led, mapping: null }, records);
      return id;
    } finally {
      await records.return(undefined);
    }
  }

  private async takeIn(upload: Upload, records: AsyncGenerator<FileRow>): Promise<void> {
    try {
      await this.writeRows(upload, records);
      await this.database.transaction(async (sql) => {
        await markDoubles(sql, upload.id);
        const report = upload.mapping && (await countFlaws(sql, upload.id));
        await settle(sql, upload.id, upload.mapping, report);
      });
    } catch (error) {
      // Where this fails, too, the clock does it.
      await deleteCampaign(this.database, upload.id).catch(() => {});
      throw error;
    }
  }

  /** The next rows are not asked for before these are written, so that whoever sends them waits as well. */
  private async writeRows(upload: Upload, records: AsyncGenerator<FileRow>): Promise<void> {
    const { maxRows } = this.config.rules.campaigns;
    let count = 0;
    for await (const rows of inSets(records)) {
      if (count === 0) {
        upload.mapping = guessMapping(
          upload.columns,
          rows.map(({ fields }) => fields),
        );
      }
      count += rows.length;
      if (count > maxRows) throw tooManyRows(maxRows);
      const { id, columns, mapping, led } = upload;
      const judged = rows.map((row) => judge(row, columns, mapping));
      await insertRows(this.database, id, judged, mapping?.by, led);
    }
    if (count === 0) throw impossible('csv-empty', 'The file has a first line and nothing after it.');
  }
}

async function* inSets(records: AsyncGenerator<FileRow>): AsyncGenerator<FileRow[]> {
  let rows: FileRow[] = [];
  for await (const row of records) {
    rows.push(row);
    if (rows.length < SET_SIZE) continue;
    yield rows;
    rows = [];
    // Parsing is all done in one go where a file comes faster than it is parsed.
    await setImmediate();
  }
  if (rows.length > 0) yield rows;
}

const tooManyRows = (most: number) =>
  impossible(
    'too-many-rows',
    `The file has more than ${most.toLocaleString('en')} rows: divide it into several. Nothing of it was kept.`,
  );

const tooManyDrafts = () =>
  conflict(`You have ${MOST_DRAFTS} campaigns that were not sent, which is the most. Delete one first.`);
