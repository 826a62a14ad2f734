import { beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { previewEqualsResult } from '../../../test/support/preview-equals-result.js';

let app: TestApp;
const callers = {} as Record<'admin' | 'community' | 'gotra' | 'family', Caller>;
const groups = new Map<string, string>();

beforeAll(async () => {
  app = await startApp({ MUNADI_ROLE: 'api' });
  callers.admin = await app.as('admin@demo.munadi');
  callers.community = await app.as('community-head@demo.munadi');
  callers.gotra = await app.as('gotra-head@demo.munadi');
  callers.family = await app.as('family-head@demo.munadi');
  for (const { id, name } of await app.sql<{ id: string; name: string }>('SELECT id, name FROM groups'))
    groups.set(name, id);
});

const group = (name: string, over: object = {}) => ({ group: groups.get(name), ...over });

describe('a preview', () => {
  test('says who would get it', async () => {
    const { preview } = await previewEqualsResult(app, callers.gotra, {
      channels: ['EMAIL', 'SMS', 'IN_APP'],
      audience: { include: [group('Kashyap', { subgroups: true })], exclude: [group('Amin family')] },
    });
    expect(preview.recipientCount).toBe(15);
  });
});
