import { expect, it } from 'vitest';
import type { Preset } from './presets.js';
import { urlFlaw } from './url-flaw.js';

const ALLOWED = ['inside.test:8080', '127.0.0.1:9000'];

it.each<[string, Preset?]>([
  ['https://example.org/hook'],
  ['https://example.org:8443/hook?for=me'],
  ['https://93.184.216.34/'],
  ['https://[2606:4700:4700::1111]/'],
  ['http://inside.test:8080/hook'],
  ['http://127.0.0.1:9000/hook'],
  ['https://hooks.slack.com/services/T0/B0/x', 'slack'],
  ['https://discord.com/api/webhooks/1/x', 'discord'],
])('%s can be called', (url, preset = 'standard') => {
  expect(urlFlaw(url, preset, ALLOWED)).toBeUndefined();
});

it.each<[string, RegExp, Preset?]>([
  ['', /a URL/],
  ['example.org', /a URL/],
  ['ftp://example.org/', /https/],
  ['file:///etc/passwd', /https/],
  ['http://example.org/', /https/],
  ['http://inside.test/', /https/],
  ['http://127.0.0.1:9001/', /https/],
  ['https://me:secret@example.org/', /password/],
  ['https://me@example.org/', /password/],
  ['https://127.0.0.1:9000@example.org/', /password/],
  ['https://example.org/#part', /fragment/],
  ['https://example.org/#', /fragment/],
  [`https://example.org/${'x'.repeat(2_048)}`, /2048/],
  ['https://127.0.0.1/', /public/],
  ['https://0x7f.1/', /public/],
  ['https://2852039166/', /public/],
  ['https://169.254.169.254./', /public/],
  ['https://①⑥⑨.②⑤④.①⑥⑨.②⑤④/', /public/],
  ['https://[::ffff:a9fe:a9fe]/', /public/],
  ['https://localhost/', /public/],
  ['https://LOCALHOST./', /public/],
  ['https://api.localhost/', /public/],
  ['https://metadata.google.internal/', /public/],
  ['https://printer.local./', /public/],
  ['https://postgres/', /public/],
  ['https://example.org/services/T0', /hooks\.slack\.com/, 'slack'],
  ['https://hooks.slack.com.example.org/services', /hooks\.slack\.com/, 'slack'],
  ['https://discord.com/channels/1', /api\/webhooks/, 'discord'],
])('%s cannot', (url, why, preset = 'standard') => {
  expect(urlFlaw(url, preset, ALLOWED)).toMatch(why);
});
