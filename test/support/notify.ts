import { theseUsers } from '../../src/audience/audience.js';
import type { MessageDraft } from '../../src/notifications/planning/message-draft.js';
import { Planner } from '../../src/notifications/planning/planner.js';
import type { TestApp } from './app.js';

export interface Notified {
  /** Of the notification. */
  id: string;
  messageId: string;
  userId: string;
}

export async function idOf(app: TestApp, email: string): Promise<string> {
  const [row] = await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]);
  if (!row) throw new Error(`Nobody is called ${email}.`);
  return row.id;
}

/** The admin says something to one person, who has it when this returns: in the app, and by email much later. */
export async function notify(
  app: TestApp,
  email: string,
  over: Partial<MessageDraft> = {},
): Promise<Notified> {
  const userId = await idOf(app, email);
  const accepted = await app.nest.get(Planner, { strict: false }).accept({
    type: 'ANNOUNCEMENT',
    cause: { origin: 'MEMBER', senderId: await idOf(app, 'admin@demo.munadi') },
    audience: theseUsers(userId),
    channels: ['IN_APP', 'EMAIL'],
    strategy: 'ESCALATION',
    values: {},
    content: { subject: 'Hall', message: 'The hall is open.' },
    ...over,
  });
  const [row] = await app.sql<{ id: string }>(
    'SELECT id FROM notifications WHERE message_id = $1 AND user_id = $2',
    [accepted?.messageId, userId],
  );
  if (!accepted || !row) throw new Error('Nothing was planned.');
  return { id: row.id, messageId: accepted.messageId, userId };
}

/** What became of a notification by now: `{ EMAIL: 'SUPPRESSED PREFERENCE_OFF' }`. */
export async function statuses(app: TestApp, { messageId, id }: Notified): Promise<Record<string, string>> {
  const rows = await app.sql<{ channel: string; status: string }>(
    `SELECT channel, concat_ws(' ', status, reason) AS status FROM deliveries
      WHERE message_id = $1 AND notification_id = $2`,
    [messageId, id],
  );
  return Object.fromEntries(rows.map(({ channel, status }) => [channel, status]));
}
