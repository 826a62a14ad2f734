import { Injectable } from '@nestjs/common';
import { localeOf, type Locale } from '../../directory/locales.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors/app-error.js';
import { Preferences } from '../preferences/preferences.js';
import { mandatoryChannels, TYPES } from '../types.js';
import { findReader } from './find-reader.sql.js';
import { readUnsubscribe, type Farewell } from './unsubscribe-link.js';

/** Who follows an unsubscribe link, and what they can stop by it. */
export interface Leaving extends Farewell {
  locale: Locale;
  /** False where the type is no more, or where everybody gets it. */
  canStop: boolean;
}

/** Switches email off for who has the link of one. */
@Injectable()
export class Unsubscribing {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly preferences: Preferences,
  ) {}

  /** Whose link it is. Looks only, because mail programs and scanners follow every link. */
  async find(token: string): Promise<Leaving> {
    const farewell = readUnsubscribe(token, this.config);
    const reader = farewell && (await findReader(this.database, farewell.userId));
    if (!reader) throw notFound('This link is not one of ours, or not any more.');
    const { type } = farewell;
    const canStop = Object.hasOwn(TYPES, type) && !mandatoryChannels(type).includes('EMAIL');
    return { ...farewell, locale: localeOf(reader.locale), canStop };
  }

  /** The same once more changes nothing. What waits to leave is stopped by it. */
  async stop({ userId, type, canStop }: Leaving, all: boolean): Promise<void> {
    if (all) await this.preferences.merge(userId, { email: false, types: await this.wanted(userId) });
    else if (canStop) await this.preferences.merge(userId, { types: { [type]: { email: false } } });
  }

  /** A choice for one type outweighs the one for all email, so that it has to be taken back. */
  private async wanted(userId: string): Promise<Record<string, { email: null }>> {
    const { types } = await this.preferences.of(userId);
    const chosen = Object.entries(types).filter(([, { email }]) => email === true);
    return Object.fromEntries(chosen.map(([type]) => [type, { email: null }]));
  }
}
