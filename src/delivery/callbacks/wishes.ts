import type { Reply } from './news.js';

/** Alone in a message, these are no conversation but a wish. As carriers know them, and in the languages of our readers. */
const NOTHING = `stop, stopall, stop all, unsubscribe, optout, opt out, opt-out, revoke, end, quit, cancel,
  बंद, बंद करो, बंद करें, रोको, બંધ, બંધ કરો, રોકો`;
const MESSAGES = 'start, unstop, शुरू, शुरू करो, शुरू करें, શરૂ, શરૂ કરો';

const each = (words: string) => words.split(',').map((word) => word.trim().normalize('NFC'));

const WISHES = new Map<string, Reply['wants']>([
  ...each(NOTHING).map((word) => [word, 'nothing'] as const),
  ...each(MESSAGES).map((word) => [word, 'messages'] as const),
]);

/** What somebody asks for who answers with this and nothing else. */
export const wishIn = (words: string | undefined): Reply['wants'] | undefined =>
  WISHES.get(
    (words ?? '')
      .normalize('NFC')
      .replace(/^[\s"'“”]+|[\s"'“”.!।]+$/gu, '')
      .replace(/\s+/gu, ' ')
      .toLowerCase(),
  );
