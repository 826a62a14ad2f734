import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../identity/caller.js';
import { Database, type Sql } from '../../../platform/database/database.js';
import { conflict, impossible } from '../../../platform/errors/app-error.js';
import type { LiteralText } from '../../planning/message-draft.js';
import { countFlaws, findCampaign, holdCampaign, settle } from '../campaigns.sql.js';
import type { Mapping } from '../people/mapping.js';
import { Reach } from '../people/reach.js';
import type { Led } from '../people/resolving.sql.js';
import { noSuchCampaign, refuseIfSent } from '../refusals.js';
import type { Report } from '../report/flaws.js';
import { checkRows } from './check.sql.js';
import { fillingOf, type Filling } from './filling.js';

/** What somebody wants to say to the people of a campaign, and to whom they may say anything. */
export interface Intent {
  id: string;
  /** Whom the rows mean, as their sender knows it. */
  mapping: Mapping;
  filling: Filling;
  led: Led;
}

/** Whether the rows of a campaign can be sent with a text. */
@Injectable()
export class Checking {
  constructor(
    private readonly database: Database,
    private readonly reach: Reach,
  ) {}

  /** Refused where there is no such campaign, or the text does not fit to its columns, which never change. */
  async intend(caller: Caller, id: string, content: LiteralText): Promise<Intent> {
    const led = await this.reach.of(caller);
    const campaign = await findCampaign(this.database, caller.userId, id);
    if (!campaign) throw noSuchCampaign();
    const { columns, mapping } = campaign;
    const filling = fillingOf(content, columns);
    if (!mapping) throw unmapped(columns);
    return { id, mapping, filling, led };
  }

  /** Holds the campaign until the transaction ends, and tells what is wrong with which of its rows now. */
  async check(sql: Sql, caller: Caller, { id, mapping, filling, led }: Intent): Promise<Report> {
    const campaign = await holdCampaign(sql, caller.userId, id);
    if (!campaign) throw noSuchCampaign();
    refuseIfSent(campaign);
    if (!sameMapping(campaign.mapping, mapping)) throw mappedAnew();
    await checkRows(sql, id, filling.needed, led);
    const report = await countFlaws(sql, id);
    await settle(sql, id, mapping, report);
    return report;
  }
}

const sameMapping = (held: Mapping | null, known: Mapping) =>
  held?.person === known.person && held.by === known.by;

const mappedAnew = () =>
  conflict('Another column has just been chosen for who its rows are for. Look at its preview again.');

const unmapped = (columns: readonly string[]) =>
  impossible(
    'campaign-unmapped',
    `Nobody has said which column names the people. Say it with PUT /campaigns/:id/mapping; there are: ${columns.join(', ')}.`,
  );
