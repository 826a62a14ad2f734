import type { Locale } from '../../directory/locales.js';
import { titleOf } from '../wording/titles.js';
import type { Leaving } from './unsubscribing.js';

interface PageWords {
  title: string;
  ask: (kind: string) => string;
  askAll: string;
  stop: (kind: string) => string;
  stopAll: string;
  stopped: (kind: string) => string;
  stoppedAll: string;
  /** What is said below: what goes on in any case, and where else to choose. */
  besides: string;
}

const WORDS: Record<Locale, PageWords> = {
  en: {
    title: 'Unsubscribe',
    ask: (kind) => `Should we stop sending you emails of the kind “${kind}”?`,
    askAll: 'Or should we stop all emails?',
    stop: (kind) => `Stop “${kind}”`,
    stopAll: 'Stop all emails',
    stopped: (kind) => `You get no more emails of the kind “${kind}”.`,
    stoppedAll: 'You get no more emails.',
    besides:
      'Everything is still in the app, where you can choose again. Alerts and receipts that everybody has to get come all the same.',
  },
  hi: {
    title: 'ईमेल बंद करें',
    ask: (kind) => `क्या हम आपको “${kind}” के ईमेल भेजना बंद कर दें?`,
    askAll: 'या सभी ईमेल बंद कर दें?',
    stop: (kind) => `“${kind}” बंद करें`,
    stopAll: 'सभी ईमेल बंद करें',
    stopped: (kind) => `अब आपको “${kind}” के ईमेल नहीं आएँगे।`,
    stoppedAll: 'अब आपको ईमेल नहीं आएँगे।',
    besides:
      'सब कुछ ऐप में मिलता रहेगा, जहाँ आप फिर से चुन सकते हैं। जो चेतावनियाँ और रसीदें सभी को मिलनी ज़रूरी हैं, वे आती रहेंगी।',
  },
  gu: {
    title: 'ઇમેઇલ બંધ કરો',
    ask: (kind) => `શું અમે તમને “${kind}” ના ઇમેઇલ મોકલવાનું બંધ કરીએ?`,
    askAll: 'કે પછી બધા ઇમેઇલ બંધ કરીએ?',
    stop: (kind) => `“${kind}” બંધ કરો`,
    stopAll: 'બધા ઇમેઇલ બંધ કરો',
    stopped: (kind) => `હવે તમને “${kind}” ના ઇમેઇલ નહીં આવે.`,
    stoppedAll: 'હવે તમને ઇમેઇલ નહીં આવે.',
    besides: 'બધું ઍપમાં મળતું રહેશે, જ્યાં તમે ફરી પસંદ કરી શકો છો. જે ચેતવણીઓ અને રસીદો સૌને મળવી જરૂરી છે તે આવતી રહેશે.',
  },
};

/** Asks, and changes nothing: the buttons do, without any script. */
export function askingPage({ locale, type, canStop }: Leaving): string {
  const words = WORDS[locale];
  const kind = titleOf(type, locale);
  const one = canStop ? `<p>${words.ask(kind)}</p>${button('', words.stop(kind))}` : '';
  return page(locale, `${one}<p>${words.askAll}</p>${button('?all=true', words.stopAll)}`);
}

export function stoppedPage({ locale, type }: Leaving, all: boolean): string {
  const words = WORDS[locale];
  return page(locale, `<p>${all ? words.stoppedAll : words.stopped(titleOf(type, locale))}</p>`);
}

/** Without an address of its own it posts to the one of the page. */
const button = (query: string, label: string) =>
  `<form method="post"${query === '' ? '' : ` action="${query}"`}><button>${label}</button></form>`;

/** Nothing in it but words of ours: no name, no address, nothing that somebody wrote. */
const page = (locale: Locale, content: string) => `<!doctype html>
<html lang="${locale}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${WORDS[locale].title}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 30rem; padding: 12vh 1.25rem 2rem; font: 1.0625rem/1.55 system-ui, sans-serif; color: light-dark(#111827, #f3f4f6); background: light-dark(#ffffff, #111827); }
h1 { font-size: 1.5rem; }
button { font: inherit; font-weight: 600; padding: 0.7rem 1.25rem; margin-bottom: 0.75rem; border: 1px solid currentColor; border-radius: 0.5rem; background: transparent; color: inherit; cursor: pointer; }
footer { margin-top: 2rem; font-size: 0.9rem; color: light-dark(#5b6470, #a8b0bd); }
</style>
</head>
<body>
<h1>${WORDS[locale].title}</h1>
${content}
<footer>${WORDS[locale].besides}</footer>
</body>
</html>`;
