import { expect, it } from 'vitest';
import { testConfig } from '../../../test/support/http-app.js';
import { outgoing } from '../../../test/support/outgoing.js';
import { linkOf, readLink } from './link.js';

const at = (publicUrl: string) => testConfig({ http: { ...testConfig().http, publicUrl } });
const munadi = at('https://munadi.example');

it.each([
  ['/events/5', 'https://munadi.example/events/5'],
  ['https://maps.example/?q=hall', 'https://maps.example/?q=hall'],
  ['mailto:office@munadi.example', 'mailto:office@munadi.example'],
  ['/a"onmouseover="alert(1)', 'https://munadi.example/a%22onmouseover=%22alert(1)'],
])('%s leads to %s', (link, target) => {
  expect(linkOf(outgoing({ link }), munadi)).toBe(target);
});

it.each([
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://munadi.example/events',
  'http://munadi.example/events',
  'http://elsewhere.example/',
  'https://',
])('%s leads nowhere', (link) => {
  expect(linkOf(outgoing({ link }), munadi)).toBeUndefined();
});

it('may be plain http where we are ourselves, and nowhere else', () => {
  const here = at('http://localhost:3000');
  expect(linkOf(outgoing({ link: '/events/5' }), here)).toBe('http://localhost:3000/events/5');
  expect(linkOf(outgoing({ link: 'http://elsewhere.example/' }), here)).toBeUndefined();
});

const reminder = outgoing({ type: 'EVENT_REMINDER', userId: '01937b6e-7c00-7000-8000-000000000009' });

it('is ours for a type whose links are tracked, short, and says whose it is to us alone', () => {
  const link = linkOf(reminder, munadi) ?? '';
  expect(link).toMatch(/^https:\/\/munadi\.example\/api\/links\/[\w-]{38}$/);
  expect(readLink(link.split('/').at(-1) ?? '', munadi)).toBe(reminder.notificationId);
  const strangers = testConfig({ encryptionKeys: [{ id: 'x', key: Buffer.alloc(32, 1) }] });
  expect(readLink(link.split('/').at(-1) ?? '', strangers)).toBeUndefined();
});

it('is not tracked for a bare address, for an address to write to, or where there is none', () => {
  expect(linkOf({ ...reminder, userId: null }, munadi)).toBe('https://munadi.example/events/7');
  expect(linkOf({ ...reminder, link: 'mailto:a@b.example' }, munadi)).toBe('mailto:a@b.example');
  expect(linkOf({ ...reminder, link: null }, munadi)).toBeUndefined();
  expect(linkOf({ ...reminder, link: 'javascript:alert(1)' }, munadi)).toBeUndefined();
});
