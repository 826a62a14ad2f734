import { Injectable } from '@nestjs/common';
import type { Caller } from '../identity/caller.js';
import { Database, type Sql } from '../platform/database/database.js';
import { forbidden, impossible, invalid } from '../platform/errors/app-error.js';
import {
  choiceOf,
  given,
  placed,
  tooManyItems,
  tooManyNamed,
  unfolded,
  type Asked,
  type Placed,
  type Saved,
} from './asked.js';
import { groupsIncluded, peopleNamed, type Audience } from './audience.js';
import { mayAddressSomebody, outOfReach, placeOfRole, type Standing } from './authority.js';
import { officesOf, outsiders, pathsOf, someCommunities } from './authority.sql.js';
import { communityRules, ruledCommunitiesOf, type CommunityRule } from './community-rules.sql.js';
import * as refusals from './refusals.js';
import { savedNamed } from './saved/saved.sql.js';
import type { ScopeView } from './scope.view.js';
import { scopesOf } from './scopes.sql.js';
import { settle } from './settle.js';
import { topicsNamed, type TopicPlace } from './topics/topics.sql.js';

/** A refusal helps with so many scopes; `GET /audiences/scopes` has them all. */
const SCOPES_NAMED = 100;

/** To whom somebody may speak, and whom they mean. Nothing is sent to anybody by mistake. */
@Injectable()
export class Audiences {
  constructor(private readonly database: Database) {}

  async scopes(caller: Caller): Promise<ScopeView[]> {
    return await scopesOf(this.database, await this.standing(caller));
  }

  /** The people that somebody chooses, if they may address every one of them. */
  async chosenBy(caller: Caller, asked: Asked): Promise<Audience> {
    const standing = await this.standing(caller);
    const names = given(asked);
    if (!mayAddressSomebody(standing)) throw await this.refused(standing, refusals.LEADS_NOBODY);
    if (names.length > 1) throw await this.refused(standing, refusals.saidTwice(names));
    const choice = choiceOf(asked);
    if (!choice || choice.include.length === 0) throw await this.refused(standing, refusals.NO_AUDIENCE);

    const chosen = placed(choice, names);
    const saved = await this.savedAmong(caller, standing, chosen);
    const items = unfolded(chosen, saved);
    const flaws = [...tooManyItems(items), ...tooManyNamed(items)];
    if (flaws.length > 0) throw invalid('The audience is not right.', flaws);
    const topics = await this.topicsAmong(standing, items);
    const place = await this.placeOfRoles(standing, items);
    await this.refuseStrangeGroups(standing, items, topics);
    await this.refuseStrangers(standing, items);
    return settle(choice, { senderId: caller.userId, place, saved, topics });
  }

  /**
   * Of the communities that it goes to, and of those in which the caller is a head. Whom a head names is in these;
   * whom an ADMIN names may be in any.
   */
  async rulesOver(caller: Caller, audience: Audience, sql: Sql = this.database): Promise<CommunityRule[]> {
    const { admin, offices } = await this.standing(caller, sql);
    const people = admin ? peopleNamed(audience) : undefined;
    const groups = [
      ...groupsIncluded(audience),
      ...offices.map(({ groupId }) => groupId),
      ...(people ? await ruledCommunitiesOf(sql, people) : []),
    ];
    return groups.length > 0 ? await communityRules(sql, groups) : [];
  }

  async standing({ userId, role }: Caller, sql: Sql = this.database): Promise<Standing> {
    return role === 'ADMIN'
      ? { admin: true, offices: [] }
      : { admin: false, offices: await officesOf(sql, userId) };
  }

  /** A group that a request names as `path`. */
  async refuseUnlessLed(caller: Caller, group: string, path: string): Promise<void> {
    await this.refuseStrangeGroups(await this.standing(caller), [{ path, item: { group } }], new Map());
  }

  private async savedAmong(
    { userId }: Caller,
    standing: Standing,
    items: readonly Placed[],
  ): Promise<ReadonlyMap<string, Saved>> {
    const asked = namedIn(items, ({ item }) => ('saved' in item ? item.saved : undefined));
    if (asked.size === 0) return new Map();
    const found = await savedNamed(this.database, userId, [...asked.keys()]);
    const saved = new Map(found.map((each) => [each.id, each]));
    await this.refuseIfAny(standing, asked, (id) => !saved.has(id), refusals.unknownSaved);
    return saved;
  }

  private async topicsAmong(
    standing: Standing,
    items: readonly Placed[],
  ): Promise<ReadonlyMap<string, TopicPlace>> {
    const asked = namedIn(items, ({ item }) => ('topic' in item ? item.topic : undefined));
    if (asked.size === 0) return new Map();
    const found = await topicsNamed(this.database, [...asked.keys()]);
    const topics = new Map(found.map((each) => [each.name, each]));
    const refusal = standing.admin ? refusals.unknownTopics : refusals.notLed;
    await this.refuseIfAny(standing, asked, (name) => !topics.has(name), refusal);
    return topics;
  }

  /** The group in which each role that was named alone is meant. */
  private async placeOfRoles(standing: Standing, items: readonly Placed[]): Promise<string | undefined> {
    const roles = items.flatMap(({ path, item }) => ('role' in item ? { path, role: item.role } : []));
    const [first] = roles;
    if (!first) return undefined;
    const place = placeOfRole(standing, standing.admin ? await someCommunities(this.database) : []);
    if (place === undefined)
      throw await this.refused(standing, refusals.ambiguousRole(first.role, first.path));
    return place;
  }

  private async refuseStrangeGroups(
    standing: Standing,
    items: readonly Placed[],
    topics: ReadonlyMap<string, TopicPlace>,
  ): Promise<void> {
    const groups = namedIn(items, ({ item }) => ('group' in item ? item.group : undefined));
    const followed = namedIn(items, ({ item }) => ('topic' in item ? item.topic : undefined));
    const placeOf = (topic: string) => topics.get(topic)?.groupId ?? '';
    const all = [...new Set([...groups.keys(), ...[...followed.keys()].map(placeOf)])];
    if (all.length === 0) return;
    const strange = new Set(outOfReach(standing, all, await pathsOf(this.database, all)));
    const refusal = standing.admin ? refusals.unknownGroups : refusals.notLed;
    await this.refuseIfAny(standing, groups, (id) => strange.has(id), refusal);
    await this.refuseIfAny(standing, followed, (name) => strange.has(placeOf(name)), refusals.notLed);
  }

  private async refuseStrangers(standing: Standing, items: readonly Placed[]): Promise<void> {
    const people = items.flatMap(({ item }) => ('users' in item ? item.users : []));
    if (people.length === 0) return;
    const led = standing.admin ? undefined : standing.offices.map(({ groupId }) => groupId);
    const outside = await outsiders(this.database, people, led);
    if (outside.count === 0) return;
    const named = new Set(outside.some);
    const where = items.filter(({ item }) => 'users' in item && item.users.some((id) => named.has(id)));
    const paths = where.map(({ path }) => path);
    const refusal = standing.admin ? refusals.unknownPeople : refusals.notYourPeople;
    throw await this.refused(standing, refusal(outside, paths));
  }

  private async refuseIfAny(
    standing: Standing,
    named: Named,
    wrong: (name: string) => boolean,
    refusal: (names: readonly string[], paths: readonly string[]) => refusals.Refusal,
  ): Promise<void> {
    const those = [...named].filter(([name]) => wrong(name));
    if (those.length === 0) return;
    const paths = new Set(those.flatMap(([, at]) => at));
    throw await this.refused(
      standing,
      refusal(
        those.map(([name]) => name),
        [...paths],
      ),
    );
  }

  /** Every refusal says between what the sender could choose. */
  private async refused(standing: Standing, { code, paths, message, at }: refusals.Refusal) {
    const scopes = await scopesOf(this.database, standing, SCOPES_NAMED);
    const more = {
      ...(paths.length > 0 && { errors: paths.map((path) => ({ path, message: at ?? message })) }),
      also: { scopes: scopes.map(({ id, name, kind }) => ({ id, name, kind })) },
    };
    return code === undefined ? forbidden(message, more) : impossible(code, message, more);
  }
}

/** What items name, each with the places where they do. */
type Named = ReadonlyMap<string, readonly string[]>;

function namedIn(items: readonly Placed[], nameOf: (placed: Placed) => string | undefined): Named {
  const named = new Map<string, string[]>();
  for (const each of items) {
    const name = nameOf(each);
    if (name !== undefined) named.set(name, [...(named.get(name) ?? []), each.path]);
  }
  return named;
}
