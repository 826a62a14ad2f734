import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../identity/caller.js';
import { Database, type Sql } from '../../../platform/database/database.js';
import { invalid } from '../../../platform/errors/app-error.js';
import { countFlaws, holdCampaign, settle } from '../campaigns.sql.js';
import { noSuchCampaign, refuseIfSent } from '../refusals.js';
import { columnKey } from '../../wording/fill-in.js';
import { judgePerson } from './judging.js';
import type { Mapping } from './mapping.js';
import { Reach } from './reach.js';
import { markDoubles, readColumn, resolveRows, type Led } from './resolving.sql.js';

const SET_SIZE = 2_000;

/** Looks up everybody anew, after somebody has said which column names them. */
@Injectable()
export class Remapping {
  constructor(
    private readonly database: Database,
    private readonly reach: Reach,
  ) {}

  /** All or nothing: dying half-way leaves it as it was, and whoever wants to send it meanwhile waits. */
  async map(caller: Caller, id: string, { person, by }: Mapping): Promise<void> {
    const led = await this.reach.of(caller);
    await this.database.transaction(async (sql) => {
      const campaign = await holdCampaign(sql, caller.userId, id);
      if (!campaign) throw noSuchCampaign();
      refuseIfSent(campaign);
      const column = campaign.columns.findIndex((each) => columnKey(each) === columnKey(person));
      if (column === -1) throw noSuchColumn(person, campaign.columns);
      const mapping = { person: campaign.columns[column] ?? person, by };
      await this.lookUp(sql, { id, column, mapping, led });
      await markDoubles(sql, id);
      await settle(sql, id, mapping, await countFlaws(sql, id));
    });
  }

  private async lookUp(
    sql: Sql,
    { id, column, mapping: { by }, led }: { id: string; column: number; mapping: Mapping; led: Led },
  ): Promise<void> {
    let after = 0;
    for (;;) {
      const rows = await readColumn(sql, id, column, after, SET_SIZE);
      const judged = rows.map(({ number, text }) => ({ number, ...judgePerson(by, text) }));
      await resolveRows(sql, id, judged, by, led);
      const last = rows.at(-1);
      if (!last || rows.length < SET_SIZE) return;
      after = last.number;
    }
  }
}

const noSuchColumn = (person: string, columns: readonly string[]) =>
  invalid(`There is no column “${person}”. There are: ${columns.join(', ')}.`, [
    { path: 'person', message: 'must be one of the columns' },
  ]);
