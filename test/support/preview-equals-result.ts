import { expect } from 'vitest';
import type { AcceptedView } from '../../src/notifications/sending/accepted.view.js';
import type { PreviewView } from '../../src/notifications/preview/preview.view.js';
import { Planner } from '../../src/notifications/planning/planner.js';
import type { Channel } from '../../src/notifications/vocabulary.js';
import type { TestApp } from './app.js';
import type { Caller } from './caller.js';

interface Found {
  channel: Channel;
  reason: string | null;
  held: boolean;
  count: number;
}

/**
 * Previews a message, sends it as it was confirmed, lets it be planned, and expects that everybody was foreseen.
 * Answers both, for what else is to be said of them.
 */
export async function previewEqualsResult(
  app: TestApp,
  caller: Caller,
  request: object,
): Promise<{ preview: PreviewView; accepted: AcceptedView }> {
  const asked = { type: 'ANNOUNCEMENT', message: 'Hello', ...request };
  const { status, body: preview } = await caller.post<PreviewView>('/api/audiences/preview', asked);
  expect([status, preview]).toEqual([200, expect.objectContaining({ recipientCount: expect.any(Number) })]);
  const confirmation = preview.confirmation.token;
  const sent = await caller.post<AcceptedView>('/api/notifications', { ...asked, confirmation });
  expect([sent.status, sent.body]).toEqual([202, expect.objectContaining({ success: true })]);
  const { data } = sent.body;
  expect(data).toMatchObject({
    recipientCount: preview.recipientCount,
    lane: preview.lane,
    strategy: preview.strategy,
    warning: preview.warning,
    approval: preview.approval,
  });
  if (preview.approval) return { preview, accepted: sent.body };
  await planned(app, data.eventId);
  const rows = await app.sql<Found>(
    `SELECT channel, reason, held, count(*)::int AS count FROM deliveries WHERE message_id = $1 GROUP BY 1, 2, 3`,
    [data.eventId],
  );
  const channels: Record<string, object> = {};
  for (const channel of data.channels) {
    const its = rows.filter((row) => row.channel === channel);
    const sum = (some: Found[]) => some.reduce((total, { count }) => total + count, 0);
    const suppressed = its.filter(({ reason }) => reason !== null);
    channels[channel] = {
      reachable: sum(its.filter(({ reason }) => reason === null)),
      suppressed: Object.fromEntries(
        suppressed.map(({ reason }) => [reason, sum(suppressed.filter((row) => row.reason === reason))]),
      ),
      held: sum(its.filter((row) => row.held && row.reason === null)),
    };
  }
  expect(preview.channels).toEqual(channels);
  const roles = await app.sql<{ role: string; count: number }>(
    `SELECT role, count(*)::int AS count FROM notifications JOIN users ON users.id = user_id
      WHERE message_id = $1 GROUP BY role`,
    [data.eventId],
  );
  expect(preview.byRole).toEqual(Object.fromEntries(roles.map(({ role, count }) => [role, count])));
  const scopes = (await caller.get<{ id: string }[]>('/api/audiences/scopes')).body.map(({ id }) => id);
  const joined = await app.sql<{ id: string; count: number }>(
    `SELECT group_id AS id, count(DISTINCT user_id)::int AS count FROM notifications JOIN group_members USING (user_id)
      WHERE message_id = $1 AND joined_group_id = group_id AND group_id = ANY($2::uuid[]) GROUP BY group_id`,
    [data.eventId, scopes],
  );
  expect(preview.groupCount).toBe(joined.length);
  expect(new Map(preview.byGroup.map(({ id, count }) => [id, count]))).toEqual(
    new Map(joined.map(({ id, count }) => [id, count])),
  );
  const sample = await app.sql<{ id: string }>(
    'SELECT user_id AS id FROM notifications WHERE message_id = $1 AND user_id = ANY($2::uuid[])',
    [data.eventId, preview.sample.map(({ id }) => id)],
  );
  expect(sample).toHaveLength(Math.min(10, preview.recipientCount));
  return { preview, accepted: sent.body };
}

/** As the lanes would, where nothing executes. */
async function planned(app: TestApp, messageId: string): Promise<void> {
  const planner = app.nest.get(Planner);
  for (;;) {
    const [row] = await app.sql<{ state: string }>('SELECT state FROM messages WHERE id = $1', [messageId]);
    if (row?.state === 'COMPLETED') return;
    await planner.plan({ messageId, nextBatch: 0 });
  }
}
