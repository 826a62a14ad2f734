import { Injectable } from '@nestjs/common';
import { localeOf } from '../../directory/locales.js';
import { timezoneOf } from '../../directory/timezones.js';
import { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors/app-error.js';
import { notRight } from '../../platform/http/validation.js';
import { CHANNEL_FIELDS, flawsIn, mergeTypes, refusedIn, typesView } from './choices.js';
import type { PreferencesPatch, PreferencesView } from './preferences.dto.js';
import {
  findPreferences,
  holdPreferences,
  savePerson,
  savePreferences,
  spelledTimezone,
  type KeptPreferences,
} from './preferences.sql.js';
import { releaseHeld } from './release-held.sql.js';
import { stopUnwelcome } from './stop-unwelcome.sql.js';

/** What a member wants to get, how, and when. */
@Injectable()
export class Preferences {
  constructor(private readonly database: Database) {}

  async of(userId: string): Promise<PreferencesView> {
    return view(await findPreferences(this.database, userId));
  }

  /** Changes what is given and nothing else. From the moment it is committed, nothing unwanted leaves any more. */
  async merge(userId: string, given: PreferencesPatch): Promise<PreferencesView> {
    refuseFlaws(given);
    const timezone = await this.spelled(given.timezone);
    return await this.database.transaction(async (sql) => {
      await holdPreferences(sql, userId);
      const kept = merged(await findPreferences(sql, userId), given, timezone);
      await savePreferences(sql, userId, kept);
      await savePerson(sql, userId, { locale: given.locale, timezone });
      if (choosesChannels(given)) await stopUnwelcome(sql, userId);
      if (given.quietHours !== undefined || timezone !== undefined) await releaseHeld(sql, userId);
      return view(kept);
    });
  }

  private async spelled(timezone: string | undefined): Promise<string | undefined> {
    if (timezone === undefined) return undefined;
    const name = await spelledTimezone(this.database, timezone);
    if (name !== undefined) return name;
    throw notRight([{ path: 'timezone', message: 'timezone must be one that the database knows, too' }]);
  }
}

function merged(kept: KeptPreferences, given: PreferencesPatch, timezone = kept.timezone): KeptPreferences {
  const { types = {}, ...rest } = given;
  const fields = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { ...kept, ...fields, timezone, types: mergeTypes(kept.types, types) };
}

/** Also where a choice is only taken back: what it had let through may be off for the channel. */
const choosesChannels = (given: PreferencesPatch) =>
  given.types !== undefined || CHANNEL_FIELDS.some((field) => given[field] === false);

const view = (kept: KeptPreferences): PreferencesView => ({
  ...kept,
  locale: localeOf(kept.locale),
  timezone: timezoneOf(kept.timezone),
  types: typesView(kept.types),
});

function refuseFlaws({ types = {} }: PreferencesPatch): void {
  const flaws = flawsIn(types);
  if (flaws.length > 0) throw notRight(flaws);
  const refused = refusedIn(types);
  if (refused.length === 0) return;
  const named = [...new Set(refused.map(({ path }) => path.split('.')[1]))].join(' and ');
  throw new AppError(
    { code: 'mandatory', status: 422, verdict: 'never' },
    `${named} cannot be switched off: everybody gets it.`,
    { errors: refused },
  );
}
