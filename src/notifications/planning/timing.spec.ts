import { describe, expect, it } from 'vitest';
import { timingsOf } from './timing.js';

describe('timingsOf', () => {
  it('lets no channel wait in a broadcast', () => {
    expect(timingsOf('BROADCAST', ['IN_APP', 'SMS', 'EMAIL'])).toEqual([
      { name: 'default', delays: [0, 0, 0] },
    ]);
  });

  it('escalates from the app to SMS after 10 and email after 40 minutes', () => {
    expect(timingsOf('ESCALATION', ['IN_APP', 'SMS', 'EMAIL'])).toEqual([
      { name: 'default', delays: [0, 600, 2_400] },
    ]);
  });
});
