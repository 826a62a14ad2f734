import { expect, test } from 'vitest';
import { testConfig, testProviders } from '../../../test/support/http-app.js';
import type { Config } from './config.js';
import { emailStandIn } from './stand-in.js';

const own: Partial<Config> = {
  environment: 'development',
  database: { kind: 'external', url: 'postgres://db/munadi' },
};
const { email } = testProviders();
const smtp = { host: 'mail', port: 587, secure: false, user: undefined, pass: undefined, pool: 20 };

test('a database of its own without a mail server is warned of the sandbox', () => {
  expect(emailStandIn(testConfig(own))).toContain('goes to the sandbox');
});

test.each<[string, Partial<Config>]>([
  ['the private database', { database: { kind: 'embedded' } }],
  ['production, where it fails instead', { environment: 'production' }],
  ['tests', { environment: 'test' }],
  ['a mail server', { providers: testProviders({ email: { ...email, smtp } }) }],
])('not with %s', (_name, over) => {
  expect(emailStandIn(testConfig({ ...own, ...over }))).toBeUndefined();
});
