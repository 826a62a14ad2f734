import type { GroupRole } from './choice.js';

/** Why somebody cannot address whom they chose. */
export interface Refusal {
  /** What cannot be done by anybody has one; what others could do has none. */
  code?: string;
  /** Where in the request, and what of it there. */
  paths: readonly string[];
  message: string;
  /** Beside each path, where it says more than the message. */
  at?: string;
}

export const LEADS_NOBODY: Refusal = {
  paths: [],
  message: 'You lead no group, so there is nobody you may address.',
};

export const NO_AUDIENCE: Refusal = {
  code: 'audience-missing',
  paths: ['audience'],
  message:
    'Say who it is for, with `audience`, `targetRole` or `recipientIds`. `scopes` are the groups that you may address.',
};

export const saidTwice = (names: readonly string[]): Refusal => ({
  code: 'audience-doubled',
  paths: names,
  message: `Say who it is for once: ${names.join(' and ')} were given.`,
  at: 'is one of several; keep one of them',
});

export const ambiguousRole = (role: GroupRole, path: string): Refusal => ({
  code: 'audience-ambiguous',
  paths: [path],
  message: `${role} of which group? Say it with an audience: { "include": [{ "group": …, "roles": ["${role}"], "subgroups": true }] }. \`scopes\` are the groups that you may address.`,
});

export const unknownSaved = (ids: readonly string[], paths: readonly string[]): Refusal => ({
  code: 'saved-audience-unknown',
  paths,
  message: `You have saved no such audience: ${few(ids)}. GET /audiences/saved has those that you have.`,
});

export const unknownTopics = (names: readonly string[], paths: readonly string[]): Refusal => ({
  code: 'topic-unknown',
  paths,
  message: `There is no such topic: ${few(names)}. GET /topics has those that there are.`,
});

export const unknownGroups = (ids: readonly string[], paths: readonly string[]): Refusal => ({
  code: 'group-unknown',
  paths,
  message: `There is no such group: ${few(ids)}.`,
});

/** Whether there are such groups or topics at all is no business of who may not address them. */
export const notLed = (names: readonly string[], paths: readonly string[]): Refusal => ({
  paths,
  message: `You may address the groups that you lead and those below them, and their topics. Not among them: ${few(names)}.`,
});

interface Outside {
  count: number;
  some: readonly string[];
}

export const unknownPeople = ({ count, some }: Outside, paths: readonly string[]): Refusal => ({
  code: 'people-unknown',
  paths,
  message: `There is nobody of the id for ${count} of the people named: ${few(some, count)}.`,
});

export const notYourPeople = ({ count, some }: Outside, paths: readonly string[]): Refusal => ({
  paths,
  message: `You may address the people of the groups that you lead. ${count} are not: ${few(some, count)}.`,
});

const few = (names: readonly string[], count = names.length) =>
  `${names.slice(0, 3).join(', ')}${count > 3 ? ', …' : ''}`;
