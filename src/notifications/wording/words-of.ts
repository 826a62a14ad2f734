import { Injectable, Logger } from '@nestjs/common';
import type { Locale } from '../../directory/locales.js';
import type { LiteralText } from '../planning/message-draft.js';
import { Catalog } from '../catalog/catalog.js';
import type { TextValues } from '../catalog/declare.js';
import { titleOf } from './titles.js';
import type { Channel } from '../vocabulary.js';
import { say, type Reader, type Said } from './say.js';

/** The part of a message that decides its words. */
export interface Wordable {
  type: string;
  declaration: string | null;
  /** What somebody typed, where no declaration says it. */
  content: LiteralText | null;
  data: TextValues;
}

/** Literal text stays literal: braces in it are braces. Without a subject, it is titled with what it is. */
function quote(content: LiteralText, type: string, locale: Locale, channel: Channel): Said {
  const { subject, message } = content.locales?.[locale] ?? content;
  const written = subject ?? content.subject;
  const title = written ?? titleOf(type, locale);
  // An SMS has no title of its own, and no room for one that says nothing.
  return { title, message: channel === 'SMS' && written !== undefined ? `${written}\n${message}` : message };
}

export class WordingError extends Error {}

/** The words of a message for a reader, made when they are needed, so that a fan-out stores none. */
@Injectable()
export class WordsOf {
  private readonly logger = new Logger(WordsOf.name);

  constructor(private readonly catalog: Catalog) {}

  /** Throws where the words cannot be made: nothing half-worded goes out. */
  message(message: Wordable, reader: Reader, channel: Channel): Said {
    if (message.content) return quote(message.content, message.type, reader.locale, channel);
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

  /** For the feed, which must not lose a whole page to one broken text. */
  orPlain(message: Wordable, reader: Reader): Said {
    try {
      return this.message(message, reader, 'IN_APP');
    } catch (error) {
      this.logger.warn((error as Error).message);
      return { title: String(message.data['title'] ?? ''), message: '' };
    }
  }
}
