import { Injectable } from '@nestjs/common';
import { mayAddressSomebody } from '../../../audience/authority.js';
import { officesOf } from '../../../audience/authority.sql.js';
import type { Caller } from '../../../identity/caller.js';
import { Database } from '../../../platform/database/database.js';
import { forbidden } from '../../../platform/errors/app-error.js';
import type { Led } from './resolving.sql.js';

/** Whose rows somebody may send: the people of the groups that they lead, as with any audience. */
@Injectable()
export class Reach {
  constructor(private readonly database: Database) {}

  async of({ userId, role }: Caller): Promise<Led> {
    if (role === 'ADMIN') return null;
    const offices = await officesOf(this.database, userId);
    if (!mayAddressSomebody({ admin: false, offices })) {
      throw forbidden('You lead no group, so there is nobody you may address.');
    }
    return offices.map(({ groupId }) => groupId);
  }
}
