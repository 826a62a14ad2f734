import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { envExample } from '../../src/platform/config/env-example.js';
import { loadConfig } from '../../src/platform/config/load.js';
import { generatedFile, REGENERATE } from './generated-file.js';

it('.env.example documents every key of the configuration', () => {
  expect(generatedFile('.env.example'), REGENERATE).toBe(envExample());
});

it('what .env.example shows is what holds without it', () => {
  const own = {
    DATABASE_URL: 'postgres://localhost/munadi',
    JWT_SECRET: 'a secret that only tests know, 32+',
    ENCRYPTION_KEYS: `only:${Buffer.alloc(32).toString('base64')}`,
  };
  const shown = parseEnv(envExample().replaceAll(/^#(?=[A-Z])/gm, ''));
  const filled = Object.entries(shown).filter(([, value]) => value !== '');
  expect(filled.length).toBeGreaterThan(20);
  expect(loadConfig({ ...Object.fromEntries(filled), ...own })).toEqual(loadConfig(own));
});
