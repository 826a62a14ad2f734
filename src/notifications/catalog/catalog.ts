import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EVENTS, type EventName } from '../../platform/events/event-map.js';
import { LOCALES } from '../../directory/locales.js';
import type { Declaration } from './declare.js';

const FOLDER = join(import.meta.dirname, 'declarations');

/** All notifications there are: every file of `declarations/`, so that adding one is adding a file. */
export class Catalog {
  private readonly byName: ReadonlyMap<string, Declaration>;

  constructor(readonly declarations: readonly Declaration[]) {
    this.byName = new Map(declarations.map((each) => [each.name, each]));
    const mistakes = mistakesIn(declarations);
    if (mistakes.length > 0) throw new Error(`The catalog is not right:\n${mistakes.join('\n')}`);
  }

  static async load(): Promise<Catalog> {
    const files = (await readdir(FOLDER)).filter((file) => /^[a-z-]+\.(js|ts)$/.test(file)).sort();
    return new Catalog(await Promise.all(files.map(read)));
  }

  on(event: EventName): Declaration[] {
    return this.declarations.filter((each) => each.on === event);
  }

  find(name: string): Declaration | undefined {
    return this.byName.get(name);
  }
}

async function read(file: string): Promise<Declaration> {
  const module = (await import(pathToFileURL(join(FOLDER, file)).href)) as { default?: Declaration };
  const name = basename(file, extname(file));
  if (module.default?.name !== name) {
    throw new Error(`declarations/${file} must export by default a declaration whose name is '${name}'.`);
  }
  return module.default;
}

function mistakesIn(declarations: readonly Declaration[]): string[] {
  const told = new Set(declarations.map((each) => each.on));
  const silent = Object.keys(EVENTS).filter((event) => !told.has(event as EventName));
  return [
    ...silent.map((event) => `- nothing is declared for ${event}: add a file with \`on: '${event}'\``),
    ...declarations.flatMap(({ name, texts, channels }) => [
      ...LOCALES.filter((locale) => !texts[locale]).map((locale) => `- ${name} has no texts in ${locale}`),
      ...(channels.length === 0 ? [`- ${name} goes by no channel`] : []),
    ]),
  ];
}
