import { ValidateBy } from 'class-validator';
import type { TextValues } from '../catalog/declare.js';
import { isSmallObject } from './small-object.js';

/** Why this is no `data`; nothing where it is. */
export function flawOfData(data: unknown): string | undefined {
  if (!isSmallObject(data)) return '$property must be an object of at most 10,000 bytes';
  if (!Object.values(data).every((value) => value === null || typeof value !== 'object')) {
    return '$property must hold texts, numbers and booleans only';
  }
  if (data.link != null && linkIn(data as TextValues) === undefined) {
    return '$property.link must be a path like /events/5 or an https address';
  }
  return undefined;
}

/** Where a tap leads: a place of our own, or one that says openly that it is another. */
export function linkIn({ link }: TextValues): string | undefined {
  if (typeof link !== 'string' || link.length > 2_000 || /[\s\\\p{Cc}]/u.test(link)) return undefined;
  if (/^\/(?!\/)/.test(link)) return link;
  const url = URL.parse(link);
  const plain = url?.protocol === 'https:' && url.username === '' && url.password === '';
  return plain && link.toLowerCase().startsWith('https://') ? link : undefined;
}

export const IsData = () =>
  ValidateBy({
    name: 'isData',
    validator: {
      validate: (value: unknown) => flawOfData(value) === undefined,
      defaultMessage: (args) => flawOfData(args?.value) ?? '$property is not right',
    },
  });
