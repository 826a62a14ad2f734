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
    eventId: '01937b6e-7c00-7000-8000-000000000001',
    title: 'Kite festival',
    organizerId: member!.id,
    rejectedByName: 'Asha Mehta',
    reason: null,
  };
});
beforeEach(() => app.sql('TRUNCATE domain_events, messages'));

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
  await app.sql('UPDATE domain_events SET due_at = now()');
  app.nest.get(Relay).wake();
};
const attempt = (attempts: number) =>
  eventually(async () => {
    const [row] = await app.sql<{ error: string }>('SELECT attempts, error, relayed_at FROM domain_events');
    expect(row).toMatchObject({ attempts, error: expect.stringMatching(/.+/), relayed_at: null });
    return row!.error;
  });
const messages = async () =>
  (await app.sql<{ declaration: string }>('SELECT declaration FROM messages ORDER BY declaration')).map(
    ({ declaration }) => declaration,
  );

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
    expect(await messages()).toEqual(['event-rejected', 'last']);
  });
});

it('what was accepted is not accepted again while the event is told again', async () => {
  await beside({ to: fails }, async () => {
    await emit();
    await attempt(1);
    await tellAgain();
    await attempt(2);
    expect(await messages()).toEqual(['event-rejected', 'last']);
    expect(
      await app.sql('SELECT 1 FROM notifications JOIN messages ON messages.id = message_id'),
    ).toHaveLength(2);
  });
});

it('one whose audience the database refuses stops none either', async () => {
  await beside({ to: () => ({ include: [{ users: ['nobody'] }] }) }, async () => {
    await emit();
    expect(await attempt(1)).toMatch(/^broken: .*uuid/);
    expect(await messages()).toEqual(['event-rejected', 'last']);
  });
});

it('once the declaration is right again, it is caught up on', async () => {
  await beside({ to: fails }, async () => {
    await emit();
    await attempt(1);
    declared[declared.findIndex(({ name }) => name === 'broken')]!.to = rejected().to;
    await tellAgain();
    await eventually(async () =>
      expect(await app.sql('SELECT error FROM domain_events WHERE relayed_at IS NOT NULL')).toEqual([
        { error: null },
      ]),
    );
    expect(await messages()).toEqual(['broken', 'event-rejected', 'last']);
  });
});
