import { expect, it } from 'vitest';
import { envExample } from '../../src/platform/config/env-example.js';
import { generatedFile, REGENERATE } from './generated-file.js';

it('.env.example documents every key of the configuration', () => {
  expect(generatedFile('.env.example'), REGENERATE).toBe(envExample());
});
