import { Logger } from '@nestjs/common';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import { eventually } from '../../../test/support/eventually.js';
import { Database } from '../../platform/database/database.js';
import type { Payload } from '../../platform/events/event-map.js';
import { Events } from '../../platform/events/events.js';
import { Relay } from '../../platform/events/relay.js';
import { Catalog } from './catalog.js';
import { declare, type Declaration } from './declare.js';

let app: TestApp;
let declared: Declaration[];
let payload: Payload<'event.rejected'>;

// Declarations fail here on purpose.
Logger.overrideLogger(false);

beforeAll(async () => {
  app = await startApp();
  declared = app.nest.get(Catalog).declarations as Declaration[];
  const [member] = await app.sql<{ id: string }>(`SELECT id FROM users WHERE name = 'Meera Patel'`);
  payload = {
    eventId: '',
    title: 'Kite festival',
    organizerId: member!.id,
    rejectedByName: 'Asha Mehta',
    reason: null,
  };
});
// Each test looks at its own event alone: those before it are being told again meanwhile.
beforeEach(() => {
  payload.eventId = crypto.randomUUID();
});

const rejected = (): Declaration => declared.find(({ name }) => name === 'event-rejected')!;

/** Beside what is declared for a rejected event, one before it and one after it in the catalog. */
async function beside(broken: Partial<Declaration>, work: () => Promise<void>): Promise<void> {
  const index = declared.indexOf(rejected());
  const plain = declare(rejected());
  declared.splice(index + 1, 0, { ...plain, name: 'last' });
  declared.splice(index, 0, { ...plain, ...broken, name: 'broken' });
  try {
    await work();
  } finally {
    declared.splice(index, 1);
    declared.splice(index + 1, 1);
  }
}

const emit = () => {
  const { prisma } = app.nest.get(Database);
  return prisma.$transaction((tx) => app.nest.get(Events).emit(tx, 'event.rejected', payload));
};
const tellAgain = async () => {
  await app.sql(`UPDATE domain_events SET due_at = now() WHERE payload ->> 'eventId' = $1`, [
    payload.eventId,
  ]);
  app.nest.get(Relay).wake();
};
const row = async () => {
  const [found] = await app.sql<{ attempts: number; error: string | null }>(
    `SELECT attempts, error, relayed_at FROM domain_events WHERE payload ->> 'eventId' = $1`,
    [payload.eventId],
  );
  return found;
};
/** At least so many times: a slow machine looks when it was told again already. */
const attempt = (attempts: number) =>
  eventually(async () => {
    const found = await row();
    expect(found).toMatchObject({ error: expect.stringMatching(/.+/), relayed_at: null });
    expect(found!.attempts).toBeGreaterThanOrEqual(attempts);
    return found!.error;
  });
/** What it was declared to become, and how many people got it. */
const messages = async () => {
  const rows = await app.sql<{ declaration: string; people: number }>(
    `SELECT declaration, count(notifications.id)::int AS people
       FROM messages JOIN domain_events ON domain_events.id = event_id
       LEFT JOIN notifications ON message_id = messages.id
      WHERE payload ->> 'eventId' = $1 GROUP BY messages.id, declaration ORDER BY declaration`,
    [payload.eventId],
  );
  return rows.map(({ declaration, people }) => `${declaration} for ${people}`);
};

const fails = () => {
  throw new TypeError('nobody thought of this');
};

it.each<[string, Partial<Declaration>]>([
  ['when', { when: fails }],
  ['to', { to: fails }],
  ['values', { values: fails }],
  ['link', { link: fails }],
  ['expiresAt', { expiresAt: fails }],
  ['expiresAt', { expiresAt: () => 'tomorrow or so' }],
  ['dedupe.key', { dedupe: { key: fails, withinSeconds: 60 } }],
])('a declaration whose `%s` fails stops none beside it, and says why', async (part, broken) => {
  await beside(broken, async () => {
    await emit();
    expect(await attempt(1)).toMatch(
      new RegExp(`^broken: \`${part}\` cannot make sense \\(.*(nobody|tomorrow)`),
    );
    expect(await messages()).toEqual(['event-rejected for 1', 'last for 1']);
  });
});

it('what was accepted is not accepted again while the event is told again', async () => {
  await beside({ to: fails }, async () => {
    await emit();
    await attempt(1);
    await tellAgain();
    await attempt(2);
    expect(await messages()).toEqual(['event-rejected for 1', 'last for 1']);
  });
});

it('one whose audience the database refuses stops none either', async () => {
  await beside({ to: () => ({ include: [{ users: ['nobody'] }] }) }, async () => {
    await emit();
    expect(await attempt(1)).toMatch(/^broken: .*uuid/);
    expect(await messages()).toEqual(['event-rejected for 1', 'last for 1']);
  });
});

it('once the declaration is right again, it is caught up on', async () => {
  await beside({ to: fails }, async () => {
    await emit();
    await attempt(1);
    declared[declared.findIndex(({ name }) => name === 'broken')]!.to = rejected().to;
    await tellAgain();
    await eventually(async () =>
      expect(await row()).toMatchObject({ error: null, relayed_at: expect.any(Date) }),
    );
    expect(await messages()).toEqual(['broken for 1', 'event-rejected for 1', 'last for 1']);
  });
});
