import { expect, it } from 'vitest';
import { testConfig } from '../../../../test/support/http-app.js';
import { outgoing } from '../../../../test/support/outgoing.js';
import { digestWords } from '../../../notifications/wording/digest.js';
import type { Outgoing } from '../provider.js';
import { emailOf } from './compose.js';

const at = new Date('2026-11-21T09:30:00.000Z');

function digest(...told: { title: string; message: string; link: string | null }[]): Outgoing {
  const reader = { locale: 'en', timezone: 'UTC' } as const;
  const { subject, greeting, items, more } = digestWords(
    'ANNOUNCEMENT',
    told.map((each) => ({ ...each, at })),
    2,
    reader,
  );
  return outgoing({
    type: 'ANNOUNCEMENT',
    link: null,
    reader,
    said: { title: subject, message: greeting },
    collected: { items, more },
  });
}

it('a digest tells each thing with its time and link, and how many more there are', () => {
  const { subject, text, html, messageId } = emailOf(
    digest(
      { title: 'Hall', message: 'The hall is open.', link: '/events/7' },
      { title: 'Water', message: 'No water\non Monday.', link: null },
    ),
    testConfig(),
  );
  expect(subject).toBe('4 new announcements');
  expect(text.replaceAll(/[\u202f\u00a0]/g, ' ')).toBe(
    [
      'Hello, this has come for you since Nov 21, 2026, 9:30 AM.',
      '• Hall (Nov 21, 2026, 9:30 AM)\n  The hall is open.\n  http://localhost/events/7',
      '• Water (Nov 21, 2026, 9:30 AM)\n  No water on Monday.',
      'And 2 more, which are in the app.',
      '-- \nMunadi sends this to everybody whom it concerns.\nMunadi',
    ].join('\n\n'),
  );
  expect(html).toContain('href="http://localhost/events/7"');
  expect(html.indexOf('Hall')).toBeLessThan(html.indexOf('Water'));
  expect(html).toContain('And 2 more, which are in the app.');
  expect(messageId).toBe('<01937b6e-7c00-7000-8000-000000000001@localhost>');
});

it('nothing that somebody wrote becomes a part of the page', () => {
  const evil = '<img src=x onerror="alert(1)">';
  const { html } = emailOf(
    digest(
      { title: evil, message: evil, link: '/a"onmouseover="alert(1)' },
      { title: 'b', message: 'b', link: null },
    ),
    testConfig(),
  );
  expect(html).not.toContain('<img');
  expect(html).not.toContain('"onmouseover');
});
