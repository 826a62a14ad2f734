import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { MemberDirectory } from '../../identity/member-directory.js';
import { audit, memberActor, type AuditEntry } from '../../platform/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { conflict, notFound } from '../../platform/errors/app-error.js';
import { notRight } from '../../platform/http/validation.js';
import { countAudience, nobody } from '../planning/audience-size.sql.js';
import { spelledTimezone } from '../preferences/preferences.sql.js';
import { Drafting } from '../sending/drafting.js';
import { senderFor } from '../sending/messages.js';
import { occurrencesAfter } from './cron.js';
import { refuseUnlessRecurring } from './recurring.js';
import { beginRhythm, endingAt } from './rhythm.js';
import type { NewSchedule, RecurringNotification, ScheduleChanges } from './schedule.dto.js';
import type { ScheduleSummary, ScheduleView } from './schedule.view.js';
import {
  changeSchedule,
  countRunning,
  databaseTime,
  endSchedule,
  findSchedule,
  holdSchedule,
  insertSchedule,
  pageOfSchedules,
  type Rhythm,
} from './schedules.sql.js';

export const noSuchSchedule = () => notFound('You have no such schedule.');

/** Of one sender. Each may be due in the same minute as all others, and they are made one after the other. */
const MOST_RUNNING = 100;
const enough = () =>
  conflict(`You have ${MOST_RUNNING} schedules that go on, which is the most. Cancel one to make another.`);

/** Announcements that are made again and again, for who makes them. */
@Injectable()
export class Schedules {
  constructor(
    private readonly database: Database,
    private readonly drafting: Drafting,
    private readonly members: MemberDirectory,
  ) {}

  async create(caller: Caller, { cron, timezone, endsAt, notification }: NewSchedule): Promise<ScheduleView> {
    const zone = await this.knownTimezone(timezone);
    const now = await databaseTime(this.database);
    const rhythm = beginRhythm(cron, zone, endsAt ? new Date(endsAt) : null, now);
    await this.refuseUnlessItCouldGo(caller, notification, now);
    const id = await this.database.transaction(async (sql) => {
      if ((await countRunning(sql, caller.userId)) >= MOST_RUNNING) throw enough();
      const made = await insertSchedule(sql, caller.userId, rhythm, notification);
      await audit(sql, [entryOf(caller, 'schedule.created', made, { ...rhythm, type: notification.type })]);
      return made;
    });
    return await this.find(caller, id);
  }

  async page(caller: Caller, query: { limit: number; cursor?: string }): Promise<ScheduleSummary[]> {
    return (await pageOfSchedules(this.database, senderFor(caller), query)).map(withNext);
  }

  async find(caller: Caller, id: string): Promise<ScheduleView> {
    const row = await findSchedule(this.database, senderFor(caller), id);
    if (!row) throw noSuchSchedule();
    return { ...withNext(row), upcoming: upcoming(row) };
  }

  /** What goes out is its sender's, whoever changes it; so it is the sender who must be allowed to. */
  async change(caller: Caller, id: string, changes: ScheduleChanges): Promise<ScheduleView> {
    const { notification } = changes;
    const timezone = changes.timezone && (await this.knownTimezone(changes.timezone));
    // Before the transaction: it asks on connections of its own.
    if (notification) await this.refuseUnlessItsSenderMay(caller, id, notification);
    await this.database.transaction(async (sql) => {
      const held = await holdSchedule(sql, senderFor(caller), id);
      if (!held) throw noSuchSchedule();
      if (held.endedAt) throw conflict('This schedule has ended. Make a new one.');
      const now = await databaseTime(sql);
      const endsAt = changes.endsAt === undefined ? held.endsAt : changes.endsAt && new Date(changes.endsAt);
      const rhythm =
        changes.cron || timezone
          ? beginRhythm(changes.cron ?? held.cron, timezone ?? held.timezone, endsAt || null, now)
          : withEnd(held, changes.endsAt, now);
      await changeSchedule(sql, id, rhythm, notification);
      const { endsAt: until, nextAt } = rhythm;
      const detail = { cron: rhythm.cron, timezone: rhythm.timezone, nextAt, endsAt: until };
      const worded = notification && { type: notification.type, notification: 'changed' };
      await audit(sql, [entryOf(caller, 'schedule.changed', id, { ...detail, ...worded })]);
    });
    return await this.find(caller, id);
  }

  /** Done again it answers the same. */
  async cancel(caller: Caller, id: string): Promise<ScheduleView> {
    await this.database.transaction(async (sql) => {
      const ended = await endSchedule(sql, senderFor(caller), id, `${caller.name} has cancelled it.`);
      if (ended) await audit(sql, [entryOf(caller, 'schedule.cancelled', id, {})]);
    });
    return await this.find(caller, id);
  }

  private async refuseUnlessItsSenderMay(
    caller: Caller,
    id: string,
    notification: RecurringNotification,
  ): Promise<void> {
    const { sender } = await this.find(caller, id);
    const member = sender && (await this.members.byId(sender.id));
    if (!member) throw conflict('The sender of this schedule is no longer a member.');
    await this.refuseUnlessItCouldGo(member, notification, await databaseTime(this.database));
  }

  /** What would be refused now would be refused at each occurrence. */
  private async refuseUnlessItCouldGo(
    sender: Caller,
    notification: RecurringNotification,
    now: Date,
  ): Promise<void> {
    const { audience, type } = await this.drafting.draft(sender, notification, now);
    refuseUnlessRecurring(type);
    if ((await countAudience(this.database, audience)) === 0) throw nobody();
  }

  /** As the database spells it, which reckons in it, too. */
  private async knownTimezone(name: string): Promise<string> {
    const spelled = await spelledTimezone(this.database, name);
    if (spelled) return spelled;
    throw notRight([{ path: 'timezone', message: 'timezone must be an IANA timezone like Asia/Kolkata' }]);
  }
}

/** What it says each time is with each of its messages. */
const entryOf = (
  { userId }: Caller,
  action: AuditEntry['action'],
  subject: string,
  detail: object,
): AuditEntry => ({ actor: memberActor(userId), action, subject, detail: { ...detail } });

/** An end that is left alone is not looked at again. */
const withEnd = (held: Rhythm, endsAt: string | null | undefined, now: Date): Rhythm =>
  endsAt === undefined ? held : endingAt(held, endsAt === null ? null : new Date(endsAt), now);

const withNext = <Row extends { nextAt: Date; endedAt: Date | null }>(row: Row) => ({
  ...row,
  nextAt: row.endedAt ? null : row.nextAt,
});

const SHOWN = 3;

function upcoming({ cron, timezone, nextAt, endsAt, endedAt }: Rhythm & { endedAt: Date | null }): Date[] {
  if (endedAt) return [];
  const moments = [nextAt, ...occurrencesAfter(cron, timezone, nextAt, SHOWN - 1)];
  return moments.filter((each) => !endsAt || each <= endsAt || each === nextAt);
}
