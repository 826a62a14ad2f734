import { Injectable } from '@nestjs/common';
import { localeOf } from '../../directory/locales.js';
import { digestWords } from '../../notifications/wording/digest.js';
import type { Said } from '../../notifications/wording/say.js';
import { Database } from '../../platform/database/database.js';
import type { KnownOutcome, Outgoing } from '../channels/provider.js';
import { decideFinish } from '../finish.js';
import { findMessages, type OutgoingMessage } from '../find-message.sql.js';
import type { Finished } from '../finish.sql.js';
import { Sender } from '../sender.js';
import type { Item } from './claim-items.sql.js';

/** So many are told in one email; of the others it says how many they are. */
export const MOST_TOLD = 50;

/** One email, and all that counts as sent with it. */
export interface Letter {
  items: readonly [Item, ...Item[]];
  /** Nothing where it has nowhere to go. */
  outgoing: Outgoing | undefined;
}

interface Composed {
  letters: Letter[];
  /** What cannot be worded is given up alone. */
  failed: Finished<Item>[];
}

/** Makes one email of each digest, or the item's own where there is one only. */
@Injectable()
export class DigestEmails {
  constructor(
    private readonly database: Database,
    private readonly sender: Sender,
  ) {}

  async compose(claimed: readonly Item[]): Promise<Composed> {
    const digests = [...Map.groupBy(claimed, ({ digestId }) => digestId).values()];
    const told = digests.flatMap((items) => items.slice(0, MOST_TOLD));
    const messages = await findMessages(this.database, [...new Set(told.map(({ messageId }) => messageId))]);
    await this.sender.ready(messages);
    const byId = new Map(messages.map((message) => [message.id, message]));
    const failed: Finished<Item>[] = [];
    const letters = digests.flatMap((items): Letter[] => {
      const worded = items.slice(0, MOST_TOLD).flatMap((item) => {
        const message = byId.get(item.messageId);
        const outgoing = this.word(message, item);
        if (outgoing === undefined || !('kind' in outgoing)) {
          return [{ item, outgoing, briefly: () => message && this.sender.briefly(message, item) }];
        }
        failed.push({ delivery: item, provider: null, finish: decideFinish(outgoing, NO_CHANCE) });
        return [];
      });
      const rest = items.slice(MOST_TOLD);
      if (worded.length === 0) failed.push(...rest.map((item) => later(item)));
      return letterOf(worded, rest);
    });
    return { letters, failed };
  }

  private word(message: OutgoingMessage | undefined, item: Item): Outgoing | KnownOutcome | undefined {
    if (!message) return GONE;
    const outgoing = this.sender.word(message, item);
    return 'kind' in outgoing && outgoing.kind === 'nowhere' ? undefined : outgoing;
  }
}

interface Worded {
  item: Item;
  outgoing: Outgoing | undefined;
  /** What it says among others. */
  briefly: () => Said | undefined;
}

/** What is beyond counts as sent with it. */
function letterOf(worded: readonly Worded[], rest: readonly Item[]): Letter[] {
  const [first, ...others] = worded;
  if (!first) return [];
  if (others.length === 0 && rest.length === 0) return [{ items: [first.item], outgoing: first.outgoing }];
  return [
    { items: [first.item, ...others.map(({ item }) => item), ...rest], outgoing: together(worded, rest) },
  ];
}

/** Its Message-ID is the digest's, so that a repetition is recognised, unless a part with that id has left already. */
function together(worded: readonly Worded[], rest: readonly Item[]): Outgoing | undefined {
  const told = worded.flatMap(({ item, outgoing, briefly }) =>
    outgoing ? [{ item, outgoing, briefly }] : [],
  );
  const [first] = told;
  if (!first) return undefined;
  const { digestId, begun, type, locale, timezone } = first.item;
  const reader = { locale: localeOf(locale), timezone };
  const { subject, greeting, items, more } = digestWords(
    type,
    told.map(({ item, outgoing: { said, link, notificationId }, briefly }) => ({
      ...(briefly() ?? said),
      link,
      notificationId,
      at: item.createdAt,
    })),
    rest.length,
    reader,
  );
  return {
    ...first.outgoing,
    deliveryId: begun ? first.item.id : digestId,
    said: { title: subject, message: greeting },
    link: null,
    collected: { items, more },
  };
}

/** Nothing before it could be worded, so that it is its turn to be told. */
const later = (delivery: Item): Finished<Item> => ({
  delivery,
  provider: null,
  finish: decideFinish({ kind: 'retry', ...NOT_ITS_TURN }, { tries: 0, retryDelaysMs: [0] }),
});

const NOT_ITS_TURN = { code: 'NOT_TOLD', error: 'Nothing before it in its digest could be worded.' };
const NO_CHANCE = { tries: 0, retryDelaysMs: [] };
const GONE: KnownOutcome = { kind: 'reject', code: 'GONE', error: 'Its message is gone.' };
