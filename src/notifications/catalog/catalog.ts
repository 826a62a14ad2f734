import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EventName } from '../../platform/events/event-map.js';
import type { Declaration } from './declare.js';
import { mistakesIn } from './mistakes.js';

const FOLDER = join(import.meta.dirname, 'declarations');

/** All notifications there are: every file of `declarations/`, so that adding one is adding a file. */
export class Catalog {
  private readonly byName: ReadonlyMap<string, Declaration>;

  /** `unreadable`: what was wrong already when the files were read. */
  constructor(
    readonly declarations: readonly Declaration[],
    unreadable: readonly string[] = [],
  ) {
    this.byName = new Map(declarations.map((each) => [each.name, each]));
    const mistakes = [...unreadable, ...mistakesIn(declarations)];
    if (mistakes.length > 0) {
      throw new Error(`The catalog is not right:\n${mistakes.map((mistake) => `- ${mistake}`).join('\n')}`);
    }
  }

  static async load(folder = FOLDER): Promise<Catalog> {
    const files = (await readdir(folder)).filter((file) => /^[a-z0-9-]+\.(js|ts)$/.test(file)).sort();
    const read = await Promise.all(files.map((file) => declarationIn(folder, file)));
    return new Catalog(
      read.filter((each) => typeof each !== 'string'),
      read.filter((each) => typeof each === 'string'),
    );
  }

  on(event: EventName): Declaration[] {
    return this.declarations.filter((each) => each.on === event);
  }

  find(name: string): Declaration | undefined {
    return this.byName.get(name);
  }
}

/** What the file declares, or what is wrong with it. */
async function declarationIn(folder: string, file: string): Promise<Declaration | string> {
  const name = basename(file, extname(file));
  try {
    const module = (await import(pathToFileURL(join(folder, file)).href)) as { default?: Declaration };
    if (module.default?.name === name) return module.default;
    return `declarations/${file}: it exports no declaration of its name: \`export default declare({ name: '${name}', … })\``;
  } catch (error) {
    return `declarations/${file}: it cannot be loaded (${(error as Error).message}): correct the file`;
  }
}
