const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Where an address is written out: only these two kinds are ever made into links. */
const ADDRESSES = /\b(?:https:\/\/|mailto:)[^\s<>"'`]+/g;
/** What ends a sentence belongs to the sentence. */
const ENDING = /[.,;:!?।)\]}*_~…]+$/u;

/** Text as HTML, with the addresses in it as links. */
export function linked(text: string): string {
  if (!text.includes('https://') && !text.includes('mailto:')) return escape(text);
  let html = '';
  let done = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESSES)) {
    const url = found.replace(ENDING, '');
    if (!URL.canParse(url)) continue;
    html += `${escape(text.slice(done, index))}<a class="link" href="${escape(new URL(url).href)}">${escape(url)}</a>`;
    done = index + url.length;
  }
  return html + escape(text.slice(done));
}

/** Paragraphs and line breaks, as they were written. */
export const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((each) => `<p dir="auto">${linked(each).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
