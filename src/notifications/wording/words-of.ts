import { Injectable, Logger } from '@nestjs/common';
import type { LiteralText } from '../planning/message-draft.js';
import { Catalog } from '../catalog/catalog.js';
import type { TextValues } from '../catalog/declare.js';
import { Publications } from '../templates/publications.js';
import type { Publication } from '../templates/publications.sql.js';
import { SENT_BY_PEOPLE } from '../types.js';
import type { Channel } from '../vocabulary.js';
import type { Own } from './fill-in.js';
import { literalValues, quote } from './literal.js';
import { fill, say, type Reader, type Said } from './say.js';

/** The part of a message that decides its words. */
export interface Wordable {
  type: string;
  declaration: string | null;
  /** What somebody typed, where no declaration says it. */
  content: LiteralText | null;
  data: TextValues;
  /** The last publication of templates when it was taken in. */
  templateVersion: number;
  /** What is filled into its content for this reader alone. */
  own?: Own | null;
}

export class WordingError extends Error {}

/** A template may repeat what it is given. Nobody reads more than this, and a batch of them has to fit into memory. */
const LONGEST = 100_000;

/** The words of a message for a reader, made when they are needed, so that a fan-out stores none. */
@Injectable()
export class WordsOf {
  private readonly logger = new Logger(WordsOf.name);
  private readonly broken = new Set<number>();

  constructor(
    private readonly catalog: Catalog,
    private readonly publications: Publications,
  ) {}

  /** To be awaited before these are worded. Asks the database only after something was published. */
  async ready(messages: Iterable<Pick<Wordable, 'templateVersion'>>): Promise<void> {
    let last = 0;
    for (const { templateVersion } of messages) last = Math.max(last, templateVersion);
    await this.publications.upTo(last);
  }

  /** Throws where the words cannot be made: nothing half-worded goes out. */
  message(message: Wordable, reader: Reader, channel: Channel): Said {
    return this.asPublished(message, reader, channel) ?? this.asInFile(message, reader, channel);
  }

  /** For the feed, which must not lose a whole page to one broken text. */
  orPlain(message: Wordable, reader: Reader): Said {
    try {
      return this.message(message, reader, 'IN_APP');
    } catch (error) {
      this.logger.warn((error as Error).message);
      return { title: String(message.data['title'] ?? ''), message: '' };
    }
  }

  private asPublished(message: Wordable, reader: Reader, channel: Channel): Said | undefined {
    const name = templateOf(message);
    const published =
      name === null
        ? undefined
        : this.publications.find({ name, channel, locale: reader.locale }, message.templateVersion);
    if (!published?.text) return undefined;
    try {
      return this.fillPublished(published.text, message, reader);
    } catch (error) {
      this.warnOnce(published, error as Error);
      return undefined;
    }
  }

  private fillPublished(
    { subject, body }: NonNullable<Publication['text']>,
    message: Wordable,
    reader: Reader,
  ): Said {
    const { content, type, declaration, own } = message;
    const title = subject ?? this.catalog.find(declaration ?? '')?.texts[reader.locale].title ?? '{title}';
    const values = content ? literalValues(content, type, reader.locale, own) : message.data;
    const said = fill({ title, message: body }, values, reader);
    if (said.message.trim() === '' || said.title.trim() === '') throw new Error('nothing is left of it');
    if (said.title.length + said.message.length > LONGEST) throw new Error('it becomes too long');
    return said;
  }

  private asInFile(message: Wordable, reader: Reader, channel: Channel): Said {
    if (message.content) return this.asWritten(message, message.content, reader, channel);
    const declaration = message.declaration === null ? undefined : this.catalog.find(message.declaration);
    if (!declaration) throw new WordingError(`No declaration is called ${message.declaration ?? '(none)'}.`);
    try {
      return say(declaration.texts, message.data, reader, channel);
    } catch (error) {
      throw new WordingError(
        `The texts of ${declaration.name} cannot be filled: ${(error as Error).message}`,
      );
    }
  }

  private asWritten(
    { type, own }: Wordable,
    content: LiteralText,
    { locale }: Reader,
    channel: Channel,
  ): Said {
    try {
      return quote(content, type, locale, channel, own);
    } catch (error) {
      throw new WordingError((error as Error).message);
    }
  }

  /** A template that cannot be filled holds up nobody: they get what the file says. */
  private warnOnce({ number, name, channel, locale, version }: Publication, { message }: Error): void {
    if (this.broken.has(number)) return;
    this.broken.add(number);
    this.logger.warn(
      `Version ${version} of ${name} for ${channel} in ${locale} cannot be filled, so that the file’s text goes out (${message}): publish another one`,
    );
  }
}

/** The name of the templates that may replace its words. */
function templateOf({ content, type, declaration }: Wordable): string | null {
  if (!content) return declaration;
  return (SENT_BY_PEOPLE as readonly string[]).includes(type) ? type : null;
}
