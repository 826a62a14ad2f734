import { expect } from 'vitest';
import { CatalogListener } from '../../../src/notifications/catalog/catalog-listener.js';
import type { DomainEvent } from '../../../src/platform/events/event-map.js';
import { startApp } from '../../support/app.js';
import { approve, newPeople } from '../harness/people.sql.js';
import { scenario } from '../scenario.js';

/** Two replicas hear of the same event, fifty times each and all at once, besides what the relay tells them. */
export const sameEvent = scenario(
  'one event told a hundred times at once',
  { short: { times: 50 }, long: { times: 500 } },
  async (scene, { times }) => {
    const replicas = [await startApp(scene.environment), await startApp(scene.environment)];
    await scene.begin();
    await approve(scene, await newPeople(scene, 1));
    const [event] = await scene.query('SELECT id, name, payload FROM domain_events');
    const told = replicas.flatMap(({ nest }) =>
      Array.from({ length: times }, () => nest.get(CatalogListener).raise(event as DomainEvent)),
    );
    await Promise.all(told);
    await scene.settled(`one event told ${2 * times} times at once`);
    for (const replica of replicas) await replica.close();
  },
);

/** Somebody who got no answer asks again and again under one key. */
export const sameCall = scenario(
  'one call made a hundred times at once',
  { short: { times: 100 }, long: { times: 100 } },
  async (scene, { times }) => {
    const app = await startApp(scene.environment);
    await scene.begin();
    const caller = (await app.as('member@demo.munadi')).with({ 'Idempotency-Key': 'one-evening' });
    const startsAt = new Date(Date.now() + 86_400_000).toISOString();
    const replies = await Promise.all(
      Array.from({ length: times }, () => caller.post('/api/events', { title: 'Kite festival', startsAt })),
    );
    // Either the answer of the one that was carried out, or that it is still under way.
    expect([...new Set(replies.map(({ status }) => status))].filter((each) => each !== 409)).toEqual([201]);
    const { accepted } = await scene.settled(`one call made ${times} times at once`);
    const heads = 2;
    expect(accepted).toBe(heads);
    await app.close();
  },
);
