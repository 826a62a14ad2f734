import type { Locale } from '../../../directory/locales.js';

/** What every email says besides its message. */
interface EmailWords {
  open: string;
  unsubscribe: string;
  /** Why somebody has it. */
  because: (brand: string) => string;
  /** The same where nobody can switch it off. */
  becauseAll: (brand: string) => string;
  cut: string;
}

export const EMAIL_WORDS: Record<Locale, EmailWords> = {
  en: {
    open: 'Open',
    unsubscribe: 'Unsubscribe',
    because: (brand) => `You get this because you are a member of ${brand}.`,
    becauseAll: (brand) => `${brand} sends this to everybody whom it concerns.`,
    cut: 'The rest is in the app.',
  },
  hi: {
    open: 'खोलें',
    unsubscribe: 'ईमेल बंद करें',
    because: (brand) => `यह आपको इसलिए मिला है क्योंकि आप ${brand} के सदस्य हैं।`,
    becauseAll: (brand) => `${brand} यह उन सभी को भेजता है जिनसे इसका संबंध है।`,
    cut: 'बाकी आपको ऐप में मिलेगा।',
  },
  gu: {
    open: 'ખોલો',
    unsubscribe: 'ઇમેઇલ બંધ કરો',
    because: (brand) => `તમે ${brand} ના સભ્ય છો, તેથી તમને આ મળ્યું છે.`,
    becauseAll: (brand) => `${brand} આ જેમને લાગુ પડે છે તે સૌને મોકલે છે.`,
    cut: 'બાકીનું તમને ઍપમાં મળશે.',
  },
};
