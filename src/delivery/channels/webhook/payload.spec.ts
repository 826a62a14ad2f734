import { describe, expect, it } from 'vitest';
import { testConfig } from '../../../../test/support/http-app.js';
import { outgoing } from '../../../../test/support/outgoing.js';
import type { Outgoing } from '../provider.js';
import { bodyOf, toldOf } from './payload.js';
import type { Preset } from './presets.js';

const config = testConfig({ http: { ...testConfig().http, publicUrl: 'https://munadi.test' } });
const body = (preset: Preset, over: Partial<Outgoing> = {}) =>
  JSON.parse(bodyOf(toldOf(outgoing(over), config), preset)) as Record<string, unknown>;

describe('to somebody with a program', () => {
  it('everything is told', () => {
    expect(body('standard', { data: { venue: 'Hall' } })).toEqual({
      type: 'notification',
      timestamp: '2024-11-30T04:57:38.560Z',
      data: {
        id: '01937b6e-7c00-7000-8000-000000000002',
        type: 'EVENT_APPROVAL',
        title: 'Approved',
        message: 'It is approved.',
        link: 'https://munadi.test/events/7',
        priority: 'HIGH',
        data: { venue: 'Hall' },
      },
    });
  });

  it('a repetition is told the same', () => {
    expect(body('standard')).toEqual(body('standard'));
  });

  it('the link is never one that reads the notification, because previews follow it', () => {
    const reminder = { type: 'EVENT_REMINDER', userId: '01937b6e-7c00-7000-8000-000000000009' };
    expect(body('standard', reminder)).toMatchObject({ data: { link: 'https://munadi.test/events/7' } });
  });

  it('what is no link is none', () => {
    expect(body('standard', { link: 'http://' })).toMatchObject({ data: { link: null } });
    expect(body('standard', { link: null })).toMatchObject({ data: { link: null } });
  });
});

it.each(['standard', 'slack', 'discord'] as const)(
  '%s is not told a link that reads it: who calls it up is a program',
  (preset) => {
    const said = bodyOf(
      toldOf(outgoing({ type: 'EVENT_REMINDER', userId: '01937b6e-7c00-7000-8000-000000000009' }), config),
      preset,
    );
    expect(said).toContain('https://munadi.test/events/7');
    expect(said).not.toContain('/api/links/');
  },
);

describe('to Slack', () => {
  it('is text with a link', () => {
    expect(body('slack')).toEqual({ text: '*Approved*\nIt is approved.\n<https://munadi.test/events/7>' });
  });

  it('nobody is called and no link disguised by what a message holds', () => {
    const said = { title: 'R&D', message: '<!channel> <https://evil.test|our bank>' };
    expect(body('slack', { said, link: null })).toEqual({
      text: '*R&amp;D*\n&lt;!channel&gt; &lt;https://evil.test|our bank&gt;',
    });
  });

  it('nor by the link itself', () => {
    expect(body('slack', { link: 'https://evil.test/|our bank' })).toMatchObject({
      text: expect.stringContaining('\n<https://evil.test/%7Cour%20bank>') as string,
    });
  });
});

describe('to Discord', () => {
  it('is text with a link, and calls nobody', () => {
    expect(body('discord', { said: { title: 'All', message: '@everyone come' } })).toEqual({
      content: '**All**\n@everyone come\nhttps://munadi.test/events/7',
      allowed_mentions: { parse: [] },
    });
  });

  it('no link is disguised, and one that is written out stays one', () => {
    const said = { title: 'Look', message: '[our bank](https://evil.test) *now* https://munadi.test/a_b' };
    expect(body('discord', { said, link: null }).content).toBe(
      String.raw`**Look**
\[our bank\]\(https://evil.test\) \*now\* https://munadi.test/a_b`,
    );
  });

  it.each(['a', '🎉', '*', 'é', 'क्षि', '👨‍👩‍👧'])(
    'has at most 2000 characters, none of them halved, and its link: %s',
    (letter) => {
      for (const title of ['', 'x', 'x'.repeat(3_000)]) {
        const said = { title, message: letter.repeat(3_000) };
        const content = body('discord', { said })['content'] as string;
        expect(content.length).toBeLessThanOrEqual(2_000);
        expect(content.length).toBeGreaterThan(1_980);
        const [head, words, link] = content.split('\n');
        expect(head).toMatch(/^\*\*x*…?\*\*$/);
        expect(words?.replaceAll('\\', '').replaceAll(letter, '')).toBe('…');
        expect(link).toBe('https://munadi.test/events/7');
      }
    },
  );
});
