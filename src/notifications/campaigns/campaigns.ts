import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import { conflict } from '../../platform/errors/app-error.js';
import {
  deleteCampaign,
  findCampaign,
  holdCampaign,
  pageOfCampaigns,
  type CampaignRow,
} from './campaigns.sql.js';
import type { CampaignView } from './campaign.view.js';
import { noSuchCampaign } from './refusals.js';
import { named } from './report/named.js';
import { stillPlanned } from './report/rows.sql.js';

/** The lists that somebody has uploaded; nobody else sees them. */
@Injectable()
export class Campaigns {
  constructor(private readonly database: Database) {}

  async page(caller: Caller, query: { limit: number; cursor?: string }): Promise<CampaignView[]> {
    return (await pageOfCampaigns(this.database, caller.userId, query)).map(viewOf);
  }

  async find(caller: Caller, id: string): Promise<CampaignView> {
    const row = await findCampaign(this.database, caller.userId, id);
    if (!row) throw noSuchCampaign();
    return viewOf(row);
  }

  /** Once everybody is planned, each has their words with the notification. */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      const campaign = await holdCampaign(sql, caller.userId, id);
      if (!campaign) throw noSuchCampaign();
      const { messageId } = campaign;
      if (messageId !== null && (await stillPlanned(sql, messageId))) {
        throw conflict(
          `The message ${messageId} still needs its rows. Cancel it, or wait until everybody has it.`,
        );
      }
      await deleteCampaign(sql, id);
    });
  }
}

const viewOf = ({ sample, ...row }: CampaignRow): CampaignView => ({
  ...row,
  sample: (sample ?? []).map(({ number, fields }) => ({ number, fields: named(row.columns, fields) })),
});
