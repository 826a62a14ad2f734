import { NOBODY, type Choice } from '../audience/expression';
import type { Channel, Priority } from '../feed/notification';
import type { Language } from '../language/strings';

export interface Text {
  readonly subject: string;
  readonly message: string;
}

export type When = 'now' | 'moment' | 'each';

/** An announcement as it is being written. */
export interface Draft extends Text {
  readonly locales: Readonly<Record<Language, Text>>;
  readonly link: string;
  readonly channels: readonly Channel[];
  readonly priority: Priority;
  readonly when: When;
  /** As its field has it: a date and a time of day, in whose timezone `when` says. */
  readonly at: string;
  readonly emergency: boolean;
  readonly choice: Choice;
}

const UNWRITTEN: Text = { subject: '', message: '' };

export const EMPTY: Draft = {
  ...UNWRITTEN,
  locales: { en: UNWRITTEN, hi: UNWRITTEN, gu: UNWRITTEN },
  link: '',
  channels: ['IN_APP', 'EMAIL'],
  priority: 'MEDIUM',
  when: 'now',
  at: '',
  emergency: false,
  choice: NOBODY,
};

/** By which an announcement can go; the host's own webhooks are no way to people. */
export const WAYS: readonly Channel[] = ['IN_APP', 'EMAIL', 'PUSH', 'SMS', 'WHATSAPP'];

const KEPT = 'munadi.draft';
/** With another number the drafts of an older console are forgotten rather than misread. */
const SHAPE = 1;

interface Kept {
  readonly of: string;
  readonly shape: number;
  readonly draft: Draft;
}

/** What this person was writing in this tab. */
export function recallDraft(of: string): Draft {
  const text = sessionStorage.getItem(KEPT);
  const kept = text === null ? null : (JSON.parse(text) as Kept);
  return kept?.of === of && kept.shape === SHAPE ? kept.draft : EMPTY;
}

export function keepDraft(of: string, draft: Draft): void {
  if (draft === EMPTY) sessionStorage.removeItem(KEPT);
  else sessionStorage.setItem(KEPT, JSON.stringify({ of, shape: SHAPE, draft } satisfies Kept));
}
