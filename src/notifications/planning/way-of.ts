import type { Config } from '../../platform/config/config.js';
import type { Sql } from '../../platform/database/database.js';
import { settingsOf } from '../types.js';
import type { MessageDraft } from './message-draft.js';
import { decideRoute, type Route } from './route.js';
import { experimentFor, timedBy, type Timed } from './timing.js';
import { winnerOf } from './winner.sql.js';

type Asked = Pick<MessageDraft, 'type' | 'priority' | 'strategy' | 'escalation' | 'channels'> & {
  recipientCount: number;
};

/** Which way a message takes that is taken in now: its lane, and how its channels wait for each other. */
export async function wayOf(
  sql: Sql,
  asked: Asked,
  { bulkThreshold, escalationSteps }: Config['rules'],
): Promise<{ route: Route; timed: Timed }> {
  const route = decideRoute(asked, bulkThreshold);
  const type = settingsOf(asked.type);
  const experiment = experimentFor({ ...asked, ...route }, type);
  const winner = experiment && (await winnerOf(sql, experiment.name));
  return { route, timed: timedBy({ ...asked, ...route }, { type, configured: escalationSteps, winner }) };
}
