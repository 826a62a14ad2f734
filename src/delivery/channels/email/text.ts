import type { Letter, Listed } from './layout.js';

/** The same email for who reads text. */
export function emailText(letter: Letter, because: string, unsubscribeWord: string, sender: string): string {
  const { body, list, closing, url, unsubscribe } = letter;
  const farewell = unsubscribe === undefined ? [] : [`${unsubscribeWord}: ${unsubscribe}`];
  const foot = ['-- ', because, ...farewell, sender].join('\n');
  return [body, ...list.map(listed), closing, url, foot].filter((part) => part !== undefined).join('\n\n');
}

const listed = ({ title, at, message, url }: Listed) =>
  [`• ${title} (${at})`, message, url].filter((line) => line !== undefined).join('\n  ');
