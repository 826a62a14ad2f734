import { describe, expect, it } from 'vitest';
import { testConfig, testProviders } from '../../../../test/support/http-app.js';
import { outgoing } from '../../../../test/support/outgoing.js';
import type { ProvidersConfig } from '../../../platform/config/providers-config.js';
import type { Outgoing } from '../provider.js';
import { composed, emailOf } from './compose.js';
import { LARGEST_BYTES } from './fitting.js';

const USER = '01937b6e-7c00-7000-8000-000000000009';
const GMAIL_SHOWS = 102_000;
/** What an email may hold of what somebody wrote. */
const EVIL =
  '"><script>alert(1)</script><img src=x onerror=alert(1)> \u202emoc.live\u2066 \0 {{constructor}} ${x}';

type Brand = ProvidersConfig['email']['brand'];
const branded = (brand: Partial<Brand>) => {
  const { email } = testProviders();
  return testConfig({
    providers: testProviders({ email: { ...email, brand: { ...email.brand, ...brand } } }),
    http: { ...testConfig().http, publicUrl: 'https://munadi.example' },
  });
};
const config = branded({});
const to = (over: Partial<Outgoing>) => emailOf(outgoing({ userId: USER, ...over }), config);
const saying = (message: string, title = 'Hall') => to({ said: { title, message } });

describe('what somebody wrote', () => {
  it('stays text, in every place', () => {
    const said = { title: EVIL, message: EVIL };
    const items = [{ ...said, link: null, at: 'today' }];
    const { subject, html, text } = to({ said, collected: { items, more: null } });
    expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
    expect(html.match(/&lt;script&gt;/g)?.length).toBeGreaterThanOrEqual(5);
    // oxlint-disable-next-line no-control-regex
    for (const part of [subject, html, text]) expect(part).not.toMatch(/[\0\u202a-\u202e\u2066-\u2069]/);
    expect(html).toContain('{{constructor}} ${x}');
  });

  it.each(['a\r\nBcc: b', 'a\nBcc: b', 'a\rBcc: b', 'a\u2028Bcc: b', 'a\u0085\nBcc: b'])(
    'breaks no line of a subject: %j',
    (title) => {
      expect(saying('x', title).subject).toBe('a Bcc: b');
    },
  );

  it('keeps what joins letters', () => {
    const joined = 'क्\u200dष र्\u200cय 👨\u200d👩\u200d👧';
    const { subject, html, text } = saying(joined, joined);
    for (const part of [subject, html, text]) expect(part).toContain(joined);
  });

  it('keeps its paragraphs and lines', () => {
    const { html } = saying('one\ntwo\r\n\r\nthree');
    expect(html).toContain('<p dir="auto">one<br>two</p>\n<p dir="auto">three</p>');
  });

  it('is linked where it writes an address out, and only by https and mailto', () => {
    const { html } = saying(
      'See https://a.example/x?b=1&c=2. (mailto:me@b.example) http://c.example javascript:alert(1) data:text/html,x https://',
    );
    const links = Array.from(html.matchAll(/<a class="link" href="([^"]*)"/g), ([, href]) => href);
    expect(links).toEqual(['https://a.example/x?b=1&amp;c=2', 'mailto:me@b.example']);
  });

  it('cannot break out of an address that is linked', () => {
    const { html } = saying(
      'https://a.example/"onmouseover="alert(1) https://a.example/<b> https://a.example/&quot;',
    );
    expect(html).not.toMatch(/onmouseover="/);
    expect(html).not.toContain('<b>');
  });
});

describe('the layout', () => {
  it('says the same as text', () => {
    const { text, headers } = to({ said: { title: 'Hall', message: 'It is open.' }, type: 'ANNOUNCEMENT' });
    const unsubscribe = /<(.*)>/.exec(headers['List-Unsubscribe'] ?? '')?.[1];
    expect(text).toBe(
      `It is open.\n\nhttps://munadi.example/events/7\n\n-- \nYou get this because you are a member of Munadi.\nUnsubscribe: ${unsubscribe}\nMunadi`,
    );
  });

  it.each([
    ['hi', 'खोलें', 'ईमेल बंद करें'],
    ['gu', 'ખોલો', 'ઇમેઇલ બંધ કરો'],
  ] as const)('speaks the language of its reader: %s', (locale, open, unsubscribe) => {
    const { html, text } = to({ reader: { locale, timezone: 'UTC' }, type: 'ANNOUNCEMENT' });
    expect(html).toContain(`<html lang="${locale}" dir="ltr">`);
    expect(html).toContain(`>${open}</a>`);
    expect(html).toContain(`>${unsubscribe}</a>`);
    expect(text).toContain(`${unsubscribe}: https://`);
  });

  it('bears the brand, and nothing of it is HTML', () => {
    const brand = {
      name: 'A & B <i>',
      color: '#ffee00',
      logoUrl: 'https://b.example/l.png?a=1&b=2',
      address: 'Ring Road "12"',
    };
    const { html, text } = emailOf(outgoing(), branded(brand));
    expect(html).toContain(
      '<img src="https://b.example/l.png?a=1&amp;b=2" height="40" alt="A &amp; B &lt;i&gt;">',
    );
    expect(html).toContain('Ring Road &quot;12&quot;');
    expect(html).toMatch(/\.button \{[^}]*color: #000000/);
    expect(text).toContain('A & B <i>\nRing Road "12"');
  });

  it('watches nobody: the logo is its only picture', () => {
    expect(to({}).html).not.toMatch(/<img|url\(|<link|@import/);
    const { html } = emailOf(outgoing(), branded({ logoUrl: 'https://b.example/l.png' }));
    expect(html.match(/<img/g)).toHaveLength(1);
  });

  it('shows no button for a link that is not safe', () => {
    const { html, text } = to({ link: 'javascript:alert(1)' });
    expect(html + text).not.toContain('javascript');
    expect(html).not.toContain('class="button"');
  });
});

describe('the way out', () => {
  it('is in the headers for one click, and in the email', () => {
    const { html, headers } = to({ type: 'ANNOUNCEMENT' });
    expect(headers['List-Unsubscribe']).toMatch(/^<https:\/\/munadi\.example\/api\/unsubscribe\/[\w-]+>$/);
    expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    expect(html).toContain(headers['List-Unsubscribe']?.slice(1, -1));
  });

  it.each([
    ['what everybody gets', { type: 'SECURITY_ALERT' }],
    ['a receipt', { type: 'PAYMENT_RECEIPT' }],
    ['a bare address', { type: 'ANNOUNCEMENT', userId: null }],
  ])('is not there for %s', (_what, over) => {
    const { html, headers } = to(over);
    expect(Object.keys(headers)).toEqual(['X-Munadi-Type']);
    expect(html).not.toContain('unsubscribe');
  });
});

describe('a text of two megabytes', () => {
  const long = 'पानी "नहीं" आएगा। '.repeat(120_000);
  const said = { title: 'Hall', message: long };

  it('is cut for a member to what mail programs show, with a word about it', () => {
    const email = composed(outgoing({ userId: USER, said }), config);
    if ('kind' in email) throw new Error(email.kind);
    expect(Buffer.byteLength(email.html)).toBeLessThan(GMAIL_SHOWS);
    expect(Buffer.byteLength(email.html)).toBeGreaterThan(60_000);
    expect(email.text).toContain('…\n\nThe rest is in the app.');
    expect(email.html).toContain('The rest is in the app.');
  });

  it('is cut where it is one word, too', () => {
    const email = emailOf(outgoing({ userId: USER, said: { ...said, message: '"'.repeat(2e6) } }), config);
    expect(Buffer.byteLength(email.html)).toBeLessThan(GMAIL_SHOWS);
  });

  it('is refused for a bare address, which has no app to read the rest in', () => {
    expect(composed(outgoing({ said }), config)).toMatchObject({ kind: 'reject', code: 'TOO_LARGE' });
    const less = outgoing({ said: { title: 'Hall', message: 'x'.repeat(LARGEST_BYTES / 2) } });
    expect(composed(less, config)).toMatchObject({ subject: 'Hall' });
  });

  it('fits as a digest of fifty, too', () => {
    const items = Array.from({ length: 50 }, () => ({
      title: 'પાણી '.repeat(32),
      message: 'પાણી '.repeat(32),
      link: '/events/01937b6e-7c00-7000-8000-000000000001',
      at: '21 નવે, 2026',
    }));
    const { html } = to({ type: 'ANNOUNCEMENT', collected: { items, more: null } });
    expect(Buffer.byteLength(html)).toBeLessThan(GMAIL_SHOWS);
  });
});

it('one that cannot be made is refused alone', () => {
  const broken = outgoing({ said: { title: 'Hall', message: null as unknown as string } });
  expect(composed(broken, config)).toMatchObject({ kind: 'reject', code: 'WORDING' });
});

it('goes nowhere where the address is none', () => {
  expect(composed(outgoing({ to: 'meera' }), config)).toEqual({ kind: 'nowhere', reason: 'INVALID_ADDRESS' });
});

it('a digest reads what each of its links is of', () => {
  const item = (notificationId?: string) => ({
    title: 'a',
    message: 'b',
    at: 'c',
    link: '/d',
    notificationId,
  });
  const items = [
    item('01937b6e-7c00-7000-8000-000000000005'),
    item('01937b6e-7c00-7000-8000-000000000006'),
    item(),
  ];
  const { html } = to({ type: 'EVENT_REMINDER', link: null, collected: { items, more: null } });
  const links = Array.from(html.matchAll(/<a class="link" href="([^"]*)"/g), ([, href]) => href);
  expect(new Set(links).size).toBe(3);
  expect(links[2]).toBe('https://munadi.example/d');
});
