import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../identity/caller.js';
import { Database } from '../../../platform/database/database.js';
import { findCampaign } from '../campaigns.sql.js';
import { noSuchCampaign } from '../refusals.js';
import { csvLine } from './csv-line.js';
import { flawView } from './flaws.js';
import { named } from './named.js';
import type { RowView } from './row.view.js';
import { pageOfRows, type ReportedRow } from './rows.sql.js';

/** Excel takes a file without it for one in the alphabet of its country. */
const BOM = '\uFEFF';
const SET_SIZE = 1_000;

/** What is wrong with which row, to be read and to be mended. */
@Injectable()
export class Reports {
  constructor(private readonly database: Database) {}

  async rows(
    caller: Caller,
    id: string,
    query: { flawed?: boolean; cursor?: number; limit: number },
  ): Promise<RowView[]> {
    const { columns } = await this.campaign(caller, id);
    const { flawed, cursor = 0, limit } = query;
    const rows = await pageOfRows(this.database, id, { flawed, after: cursor, limit });
    return rows.map(({ number, fields, person, flaw, first }) => ({
      number,
      fields: named(columns, fields),
      person,
      flaw: flawView(flaw, first),
    }));
  }

  /** The flawed rows as a file, a set of them at a time. */
  async file(caller: Caller, id: string): Promise<AsyncGenerator<string>> {
    const { columns } = await this.campaign(caller, id);
    return this.lines(id, columns);
  }

  private async *lines(id: string, columns: readonly string[]): AsyncGenerator<string> {
    yield `${BOM}${csvLine(['line', 'flaw', 'what to do', ...columns])}`;
    let after = 0;
    for (;;) {
      const rows = await pageOfRows(this.database, id, { flawed: true, after, limit: SET_SIZE });
      yield rows.map(lineOf).join('');
      const last = rows.at(-1);
      if (!last || rows.length < SET_SIZE) return;
      after = last.number;
    }
  }

  private async campaign(caller: Caller, id: string) {
    const campaign = await findCampaign(this.database, caller.userId, id);
    if (!campaign) throw noSuchCampaign();
    return campaign;
  }
}

const lineOf = ({ number, fields, flaw, first }: ReportedRow): string =>
  csvLine([String(number), flaw ?? '', flawView(flaw, first)?.message ?? '', ...fields]);
