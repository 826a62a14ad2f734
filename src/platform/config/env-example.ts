import { z } from 'zod';
import { SECTIONS } from './keys.js';

/** The text of `.env.example`: every key with what it is for and what it is when not set. */
export function envExample(): string {
  const sections = Object.entries(SECTIONS).map(([title, keys]) => {
    const lines = Object.entries(keys).map(([key, schema]) => {
      const preset =
        schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
          ? String(schema.def.defaultValue)
          : '';
      return `# ${schema.description ?? ''}\n#${key}=${quoted(preset)}\n`;
    });
    return `## ${title}\n\n${lines.join('\n')}`;
  });
  const head =
    '# Copy to .env and uncomment what you change. Nothing is required: each line shows what holds when not set.\n' +
    '# Generated from src/platform/config/keys.ts by `npm run generate`.\n';
  return [head, ...sections].join('\n');
}

const quoted = (text: string) => (/[\s#]/.test(text) ? JSON.stringify(text) : text);
