import type { DiscoveryService, Reflector } from '@nestjs/core';
import { expect, it } from 'vitest';
import { testConfig, testProviders } from '../../../test/support/http-app.js';
import { Providers } from './providers.js';

/** A start where only this one sends anything. */
const startWith = (rates: [string, number][]) => {
  const found = [{ metatype: Object, instance: { name: 'twilio', configured: true, channels: ['SMS'] } }];
  const config = testConfig({ providers: testProviders({ sendRates: new Map(rates) }) });
  const discovery = { getProviders: () => found } as unknown as DiscoveryService;
  const reflector = { get: () => true } as unknown as Reflector;
  return () => new Providers(config, discovery, reflector).onModuleInit();
};

it('a rate for who sends nothing stops the start with a sentence, because it would limit nobody', () => {
  expect(startWith([['twilio', 5]])).not.toThrow();
  expect(startWith([['tiwlio', 5]])).toThrow('SEND_RATES names tiwlio, which sends nothing: take twilio.');
});
