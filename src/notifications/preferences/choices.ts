import type { FieldError } from '../../platform/errors/app-error.js';
import { mandatoryChannels, TYPES } from '../types.js';
import type { Channel } from '../vocabulary.js';

/** The channels a member chooses, by the name of their field. */
export const CHANNEL_OF = {
  email: 'EMAIL',
  sms: 'SMS',
  push: 'PUSH',
  inApp: 'IN_APP',
  whatsapp: 'WHATSAPP',
} as const satisfies Record<string, Channel>;

export type ChannelField = keyof typeof CHANNEL_OF;
export const CHANNEL_FIELDS = Object.keys(CHANNEL_OF) as ChannelField[];

export const DIGESTS = ['INSTANT', 'HOURLY', 'DAILY', 'WEEKLY'] as const;
export type Digest = (typeof DIGESTS)[number];

/** What a member has chosen for one type. What is missing is as it is for all types. */
export type TypeChoice = Partial<Record<ChannelField, boolean>> & { digest?: Digest };

/** What is kept: `{ TYPE: { EMAIL: false, digest: 'DAILY' } }`. */
export type KeptTypes = Record<string, Record<string, unknown>>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const nameOf = (field: string): string => (isChannelField(field) ? CHANNEL_OF[field] : field);
const isChannelField = (field: string): field is ChannelField => Object.hasOwn(CHANNEL_OF, field);

/** What is wrong with choices for types as they were sent, in sentences. Null takes a choice back. */
export function flawsIn(types: Record<string, unknown>): FieldError[] {
  return Object.entries(types).flatMap(([type, choice]) => {
    const path = `types.${type}`;
    if (!Object.hasOwn(TYPES, type)) {
      return [{ path, message: `is not a type; the types are ${Object.keys(TYPES).join(', ')}` }];
    }
    if (choice === null) return [];
    if (!isObject(choice)) return [{ path, message: 'must be an object of choices, or null' }];
    return Object.entries(choice).flatMap(([field, value]) => {
      const message = value === null ? knownField(field) : flawOf(field, value);
      return message === undefined ? [] : [{ path: `${path}.${field}`, message }];
    });
  });
}

const knownField = (field: string) =>
  isChannelField(field) || field === 'digest'
    ? undefined
    : `is not a choice; the choices are ${[...CHANNEL_FIELDS, 'digest'].join(', ')}`;

function flawOf(field: string, value: unknown): string | undefined {
  if (field === 'digest') {
    return DIGESTS.some((digest) => digest === value)
      ? undefined
      : `must be one of ${DIGESTS.join(', ')}, or null`;
  }
  return knownField(field) ?? (typeof value === 'boolean' ? undefined : 'must be true, false or null');
}

/** Which of these choices would switch off what everybody gets. */
export function refusedIn(types: Record<string, unknown>): FieldError[] {
  return Object.entries(types).flatMap(([type, choice]) =>
    CHANNEL_FIELDS.filter(
      (field) =>
        isObject(choice) && choice[field] === false && mandatoryChannels(type).includes(CHANNEL_OF[field]),
    ).map((field) => ({
      path: `types.${type}.${field}`,
      message: `${type} cannot be switched off on this channel`,
    })),
  );
}

/** What is given replaces what was kept, choice by choice; null takes a choice, or all of a type, back. */
export function mergeTypes(kept: KeptTypes, given: Record<string, unknown>): KeptTypes {
  const merged = Object.entries(given).map(([type, choice]) => {
    if (!isObject(choice)) return [type, {}] as const;
    const renamed = Object.entries(choice).map(([field, value]) => [nameOf(field), value]);
    return [type, withoutNulls({ ...kept[type], ...Object.fromEntries(renamed) })] as const;
  });
  const all = { ...kept, ...Object.fromEntries(merged) };
  return Object.fromEntries(Object.entries(all).filter(([, choice]) => Object.keys(choice).length > 0));
}

const withoutNulls = (choice: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== null));

/** Kept choices as a member sees them. What a host may have put there besides is left out. */
export function typesView(kept: KeptTypes): Record<string, TypeChoice> {
  const views = Object.entries(kept).map(([type, choice]) => {
    const channels = CHANNEL_FIELDS.filter((field) => typeof choice[CHANNEL_OF[field]] === 'boolean').map(
      (field) => [field, choice[CHANNEL_OF[field]]],
    );
    const digest = DIGESTS.find((each) => each === choice['digest']);
    return [type, { ...Object.fromEntries(channels), ...(digest && { digest }) } as TypeChoice] as const;
  });
  return Object.fromEntries(views.filter(([type]) => Object.hasOwn(TYPES, type)));
}
