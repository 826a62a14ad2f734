// `npm run new:notification -- event-postponed --on event.postponed`: a declaration to fill in, and its spec.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { build, BuildError } from './build.mjs';
import { eventFor, skeleton } from './notification-skeleton.mjs';

const USAGE = 'npm run new:notification -- event-postponed --on event.postponed';
const root = join(import.meta.dirname, '..');
const folder = 'src/notifications/catalog/declarations';

const { name, on } = asked();
const files = { declaration: `${folder}/${name}.ts`, spec: `${folder}/${name}.spec.ts` };
for (const file of Object.values(files)) {
  if (existsSync(join(root, file)))
    refuse(`${file} is there already. Names are for ever; choose another one.`);
}

await build('client', 'server').catch((error) => {
  if (!(error instanceof BuildError)) throw error;
  refuse(error.message);
});
const { EVENTS, isInternal } = await import('../dist/platform/events/event-map.js');
const known = Object.keys(EVENTS).filter((event) => !isInternal(event));
if (on !== undefined && !known.includes(on)) {
  refuse(
    `No event is called ${on}. Name it in src/platform/events/map/ first, or take one of ${known.join(', ')}.`,
  );
}

const found = on ?? eventFor(name, known);
const event = found ?? 'event.created';
const texts = skeleton({
  name,
  event,
  carries: z.toJSONSchema(EVENTS[event]),
  neighbour: await declaredOn(event),
});
for (const [part, file] of Object.entries(files)) {
  const options = await resolveConfig(join(root, file));
  const text = await format(texts[part], { ...options, parser: 'typescript' });
  writeFileSync(join(root, file), text, { flag: 'wx' });
  console.log(`Wrote ${file}.`);
}
if (!found) {
  console.log(`It listens to ${event} until you change \`on\`, and the sample with it, to one of`);
  console.log(`${known.join(', ')}.`);
}
console.log(
  'Say in it to whom it goes and what it says; then look at what `npm test -- catalog` makes of it.',
);

function asked() {
  try {
    const { values, positionals } = parseArgs({
      options: { on: { type: 'string' } },
      allowPositionals: true,
    });
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) refuse(`Give the notification one name: ${USAGE}`);
    if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) return { name, on: values.on };
  } catch (error) {
    refuse(`${error.message}\nThis is how it goes: ${USAGE}`);
  }
  return refuse(`Give the notification a name in small letters, with hyphens between its words: ${USAGE}`);
}

/** What another declaration of the event already knows about it. */
async function declaredOn(event) {
  const declarations = join(root, 'dist/notifications/catalog/declarations');
  for (const file of readdirSync(declarations).filter((each) => /^[a-z0-9-]+\.js$/.test(each))) {
    const { default: declaration } = await import(`../dist/notifications/catalog/declarations/${file}`);
    if (declaration?.on === event) return declaration;
  }
  return undefined;
}

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}
