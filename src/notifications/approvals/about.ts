import type { LiteralText } from '../planning/message-draft.js';

const LONGEST = 80;

/** By what a message can be told from others: its subject, or how it begins. */
export function aboutOf(content: LiteralText | undefined): string {
  const text = (content?.subject || content?.message || '').replaceAll(/\s+/g, ' ').trim();
  const letters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : text;
}
