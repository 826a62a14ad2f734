import { beforeAll, expect, test } from 'vitest';
import { startApp } from '../../test/support/app.js';
import type { Caller } from '../../test/support/caller.js';
import type { Problem } from '../platform/http/problem.js';

let member: Caller;
beforeAll(async () => {
  member = await (await startApp()).as('member@demo.munadi');
});

test.each(['01937b6e-7c00-7000-8000-000000000001', 'no-id', '%27%3B--'])(
  'a notification that is not there is 404: %s',
  async (id) => {
    const answers = await Promise.all([
      member.get<Problem>(`/api/notifications/${id}`),
      member.patch<Problem>(`/api/notifications/${id}/read`),
      member.post<Problem>(`/api/notifications/${id}/read`),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(404);
      expect(body.detail).toBe('You have no such notification.');
    }
  },
);
