import { expect, it } from 'vitest';
import { testConfig, testProviders } from '../../../../test/support/http-app.js';
import { SendgridSource } from './sendgrid.source.js';

it('a key that is none stops the start with a sentence', () => {
  const callbacks = { ...testProviders().callbacks, sendgridKey: 'not a key' };
  const config = testConfig({ providers: testProviders({ callbacks }) });
  expect(() => new SendgridSource(config)).toThrow('SENDGRID_PUBLIC_KEY is not the verification key');
});
