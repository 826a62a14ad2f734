import { expect, test } from 'vitest';
import type { Topic } from '../audience/saved';
import { asWished, byGroup, nameFrom } from './topic';

const topic = (name: string, group: string, part: Partial<Topic> = {}): Topic => ({
  name,
  title: name,
  description: null,
  group: { id: group, name: group },
  followers: 3,
  following: false,
  belongs: true,
  mayAnnounce: false,
  ...part,
});

test('topics stand under their groups, both by name', () => {
  const groups = byGroup([topic('sports', 'B'), topic('news', 'B'), topic('kites', 'A')]);
  expect(groups.map(({ name, topics }) => [name, ...topics.map(({ title }) => title)])).toEqual([
    ['A', 'kites'],
    ['B', 'news', 'sports'],
  ]);
});

test.each<[string, boolean, boolean | null, number]>([
  ['nothing wished', false, null, 3],
  ['joining counts at once', false, true, 4],
  ['leaving too', true, false, 2],
  ['what is so already changes nothing', true, true, 3],
])('%s', (_what, following, wish, followers) => {
  expect(asWished(topic('news', 'A', { following }), wish)).toMatchObject({
    following: wish ?? following,
    followers,
  });
});

test.each([
  ['News of the school', 'news-of-the-school'],
  ['  Café & Söhne! ', 'cafe-sohne'],
  ['विद्यालय समाचार', ''],
  ['A', ''],
  ['x'.repeat(60), 'x'.repeat(50)],
])('%s is called %s', (title, name) => {
  expect(nameFrom(title)).toBe(name);
});
