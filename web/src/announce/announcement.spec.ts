import { expect, test } from 'vitest';
import { NOBODY } from '../audience/expression';
import { treeOf } from '../audience/scope';
import { announcement, type Announcement } from './announcement';
import { EMPTY, type Draft } from './draft';
import { missing, type Lack } from './missing';

const tree = treeOf([{ id: 'f', name: 'Patel family', kind: 'FAMILY', parentId: null, memberCount: 5 }]);
const written: Draft = { ...EMPTY, message: ' Come at eight. ', choice: { ...NOBODY, marks: { f: 'in' } } };
const now = Date.parse('2026-11-21T12:00:00Z');

const plain = {
  type: 'ANNOUNCEMENT',
  audience: { include: [{ group: 'f', subgroups: true }] },
  channels: ['IN_APP', 'EMAIL'],
  priority: 'MEDIUM',
  message: 'Come at eight.',
} as const;

test.each<[string, Partial<Draft>, Announcement]>([
  ['at once', {}, plain],
  [
    'with a subject, another language and a link',
    {
      subject: ' Dinner ',
      link: ' /events/5 ',
      locales: { ...EMPTY.locales, hi: { subject: '', message: 'आठ बजे आइए।' } },
    },
    {
      ...plain,
      subject: 'Dinner',
      locales: { hi: { message: 'आठ बजे आइए।' } },
      data: { link: '/events/5' },
    },
  ],
  [
    'when their own clocks show it',
    { when: 'each', at: '2030-01-31T09:00' },
    { ...plain, scheduledFor: '2030-01-31T09:00', inRecipientTimezone: true },
  ],
  [
    'at one moment for all',
    { when: 'moment', at: '2030-01-31T09:00' },
    { ...plain, scheduledFor: new Date('2030-01-31T09:00').toISOString() },
  ],
  [
    'an emergency, whatever was chosen before',
    { emergency: true, when: 'each', at: '2030-01-31T09:00', priority: 'LOW', channels: [] },
    { type: 'EMERGENCY_ALERT', audience: plain.audience, message: 'Come at eight.' },
  ],
])('%s', (_, draft, body) => {
  expect(announcement({ ...written, ...draft }, tree)).toEqual(body);
});

test.each<[Partial<Draft>, Lack[]]>([
  [{}, []],
  [{ message: '  ', choice: NOBODY, channels: [] }, ['message', 'audience', 'channel']],
  [{ channels: [], emergency: true }, []],
  [{ when: 'moment', at: '' }, ['time']],
  [{ when: 'moment', at: '2020-01-31T09:00' }, ['past']],
  [{ when: 'each', at: '2020-01-31T09:00' }, []],
  [{ link: 'http://example.org' }, ['link']],
  [{ link: '//example.org' }, ['link']],
  [{ link: 'https://example.org/x' }, []],
  [{ locales: { ...EMPTY.locales, gu: { subject: 'ભોજન', message: '' } } }, ['translation']],
  [{ choice: { ...NOBODY, marks: { gone: 'in' } } }, ['audience']],
])('what %j lacks', (draft, lacks) => {
  expect(missing({ ...written, ...draft }, tree, now)).toEqual(lacks);
});
