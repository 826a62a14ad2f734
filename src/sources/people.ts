import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { notFound } from '../platform/errors/app-error.js';
import type { PersonView } from './person.view.js';

/** Those whom the modules here are about. */
@Injectable()
export class People {
  constructor(private readonly database: Database) {}

  /** Index: users_pkey. */
  async find(userId: string): Promise<PersonView> {
    const [person] = await this.database.query<PersonView>(
      'SELECT id, name FROM users WHERE id = $1 AND erased_at IS NULL',
      [userId],
    );
    if (!person) throw notFound('There is no such person.');
    return person;
  }
}
