import { audienceOf, type Audience } from '../audience/expression';
import type { Tree } from '../audience/scope';
import type { Channel, Priority } from '../feed/notification';
import { LANGUAGES, type Language } from '../language/strings';
import type { Draft, Text } from './draft';

interface Said {
  readonly subject?: string;
  readonly message: string;
}

/** What decides whom it reaches and when; enough for a preview. */
export interface Addressed {
  readonly type: 'ANNOUNCEMENT' | 'EMERGENCY_ALERT';
  readonly audience: Audience;
  readonly channels?: readonly Channel[];
  readonly priority?: Priority;
  readonly scheduledFor?: string;
  readonly inRecipientTimezone?: true;
}

/** The body of `POST /notifications`. */
export interface Announcement extends Addressed, Said {
  readonly locales?: Partial<Record<Language, Said>>;
  readonly data?: { readonly link: string };
}

/** An emergency goes by every channel at once: nothing of that is anybody's choice. */
export function addressed(draft: Draft, tree: Tree): Addressed {
  const audience = audienceOf(tree, draft.choice);
  if (draft.emergency) return { type: 'EMERGENCY_ALERT', audience };
  return {
    type: 'ANNOUNCEMENT',
    audience,
    channels: draft.channels,
    priority: draft.priority,
    ...timeOf(draft),
  };
}

export function announcement(draft: Draft, tree: Tree): Announcement {
  const locales = (Object.keys(LANGUAGES) as Language[]).flatMap((language) => {
    const text = draft.locales[language];
    return text.message.trim() === '' ? [] : [[language, said(text)] as const];
  });
  const link = draft.link.trim();
  return {
    ...addressed(draft, tree),
    ...said(draft),
    ...(locales.length > 0 && { locales: Object.fromEntries(locales) }),
    ...(link !== '' && { data: { link } }),
  };
}

function said({ subject, message }: Text): Said {
  const title = subject.trim();
  return { ...(title !== '' && { subject: title }), message: message.trim() };
}

/** A moment is sent with the offset of this browser's timezone; a time of day for each without any. */
function timeOf({ when, at }: Draft): Pick<Addressed, 'scheduledFor' | 'inRecipientTimezone'> {
  if (when === 'now' || at === '') return {};
  if (when === 'each') return { scheduledFor: at, inRecipientTimezone: true };
  const moment = new Date(at);
  return Number.isNaN(moment.getTime()) ? {} : { scheduledFor: moment.toISOString() };
}
