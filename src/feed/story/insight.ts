import { Injectable } from '@nestjs/common';
import { Leadership } from '../../directory/groups/leadership.js';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import { noSuchNotification } from '../feed.js';
import { findTold, type Told } from './told.sql.js';

/** Who may look into what became of a notification. To everybody else it is not there. */
@Injectable()
export class Insight {
  constructor(
    private readonly database: Database,
    private readonly leadership: Leadership,
  ) {}

  async into(id: string, caller: Caller): Promise<Told> {
    const told = await findTold(this.database, id);
    if (told && (await this.may(caller, told))) return told;
    throw noSuchNotification();
  }

  /** The recipient, the sender, an admin, and who leads the recipient. */
  private async may(caller: Caller, { userId, senderId }: Told): Promise<boolean> {
    if (caller.role === 'ADMIN' || [userId, senderId].includes(caller.userId)) return true;
    return userId !== null && (await this.leadership.leads(caller.userId, userId));
  }
}
