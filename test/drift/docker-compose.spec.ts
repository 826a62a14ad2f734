import { expect, it } from 'vitest';
import { SECTIONS } from '../../src/platform/config/keys.js';
import { generatedFile } from './generated-file.js';

/** What it decides itself, and what a container has no use for. */
const OWN = new Set(['PORT', 'HOST', 'MUNADI_HOME', 'MUNADI_ROLE', 'MUNADI_LANES', 'MUNADI_DEMO']);

it('docker-compose.yml passes every key on to the processes', () => {
  const [environment = ''] =
    /^x-environment:[^]*?^(?=services:)/m.exec(generatedFile('docker-compose.yml')) ?? [];
  const passed = [...environment.matchAll(/^ {2}([A-Z0-9_]+):/gm)].map(([, key]) => key);
  const keys = Object.values(SECTIONS).flatMap((section) => Object.keys(section));
  expect(keys.filter((key) => !OWN.has(key) && !passed.includes(key))).toEqual([]);
});
