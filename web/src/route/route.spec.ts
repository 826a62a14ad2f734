import { expect, test } from 'vitest';
import { routeOf, type Route } from './route';

test.each<[string, Route]>([
  ['/', { page: 'feed' }],
  ['/index.html', { page: 'feed' }],
  ['/announce', { page: 'announce' }],
  ['/announce/', { page: 'announce' }],
  ['/messages', { page: 'messages' }],
  ['/messages/019aa', { page: 'message', id: '019aa' }],
  ['/messages/a%20b', { page: 'message', id: 'a b' }],
  ['/campaigns/7', { page: 'campaign', id: '7' }],
  ['/messages/1/2', { page: 'nowhere' }],
  ['/messages/%E0%A4', { page: 'nowhere' }],
  ['/topics/7', { page: 'nowhere' }],
  ['/toString', { page: 'nowhere' }],
  ['/elsewhere', { page: 'nowhere' }],
])('%s', (path, route) => {
  expect(routeOf(path)).toEqual(route);
});
