import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { publicationsAfter, type Publication } from './publications.sql.js';
import type { TemplateKey } from './template-key.js';

/**
 * Every text that was ever published, kept in memory: none is changed, so what is known stays right in all
 * replicas. Nothing is asked for until a message says that there is more to know.
 */
@Injectable()
export class Publications {
  private readonly byKey = new Map<string, Publication[]>();
  private known = 0;
  private loading: Promise<void> = Promise.resolve();

  constructor(private readonly database: Database) {}

  /** Learns all up to this number, which some message carries. */
  async upTo(number: number): Promise<void> {
    if (number <= this.known) return;
    const load = () => (number <= this.known ? undefined : this.load(number));
    // One after the other, and whoever failed before has told its own caller.
    this.loading = this.loading.then(load, load);
    await this.loading;
  }

  /** What was published last when a message of this number was taken in; nothing where that is the file. */
  find(key: TemplateKey, number: number): Publication | undefined {
    if (number === 0 || this.byKey.size === 0) return undefined;
    const found = this.byKey.get(nameOf(key))?.findLast((each) => each.number <= number);
    return found?.text ? found : undefined;
  }

  /** Numbers are committed in their order, so that nothing below the last one can still come. */
  private async load(number: number): Promise<void> {
    const published = await publicationsAfter(this.database, this.known);
    for (const each of published) {
      const name = nameOf(each);
      this.byKey.set(name, [...(this.byKey.get(name) ?? []), each]);
    }
    this.known = Math.max(number, published.at(-1)?.number ?? 0);
  }
}

const nameOf = ({ name, channel, locale }: TemplateKey) => `${name}\n${channel}\n${locale}`;
