import { Injectable } from '@nestjs/common';
import { readLink, targetOf } from '../../delivery/channels/link.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors/app-error.js';
import { Marks } from '../marks/marks.js';
import { findLinked } from './find-linked.sql.js';

interface Followed {
  notificationId: string;
  userId: string | null;
  target: string;
}

/** Reads what somebody follows the link of. */
@Injectable()
export class Clicks {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly marks: Marks,
  ) {}

  /** Where it leads is what the message says, never what is in the address. */
  async find(token: string): Promise<Followed> {
    const notificationId = readLink(token, this.config);
    const linked = notificationId && (await findLinked(this.database, notificationId));
    const target = linked ? targetOf(linked.link, this.config) : undefined;
    if (!linked || target === undefined) throw notFound('This link is not one of ours, or not any more.');
    return { notificationId, userId: linked.userId, target };
  }

  async follow(token: string): Promise<string> {
    const { notificationId, userId, target } = await this.find(token);
    if (userId !== null) await this.marks.read(userId, [notificationId]);
    return target;
  }
}
