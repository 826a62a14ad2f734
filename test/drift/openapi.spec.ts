import { expect, it } from 'vitest';
import { openApiDocument } from '../../src/platform/http/openapi.js';
import { startApp } from '../support/app.js';
import { generatedFile, REGENERATE } from './generated-file.js';

it('openapi.json describes the API as it is', async () => {
  const app = await startApp();
  const document: unknown = JSON.parse(JSON.stringify(openApiDocument(app.nest)));
  expect(JSON.parse(generatedFile('openapi.json')), REGENERATE).toEqual(document);
});
