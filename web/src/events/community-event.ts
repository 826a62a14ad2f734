import { written } from '../controls/written';
import { wallTime } from '../time/wallTime';

export interface CommunityEvent {
  readonly id: string;
  readonly title: string;
  readonly startsAt: string;
  readonly location: string | null;
  readonly organizer: { readonly id: string; readonly name: string };
}

export interface Proposal {
  readonly title: string;
  readonly startsAt: string;
  readonly location?: string;
  readonly description?: string;
}

/** The form's fields as the server wants them; what was left empty is left out. */
export function proposalFrom(form: FormData): Proposal {
  const text = (field: string) => written(form, field);
  const startsAt = new Date(text('startsAt'));
  return {
    title: text('title'),
    startsAt: Number.isNaN(startsAt.getTime()) ? '' : startsAt.toISOString(),
    ...(text('location') && { location: text('location') }),
    ...(text('description') && { description: text('description') }),
  };
}

/** Next Sunday at six in the evening, as a `datetime-local` field writes it. */
export function sampleStart(now = new Date()): string {
  return wallTime(new Date(now.getFullYear(), now.getMonth(), now.getDate() + (7 - now.getDay()), 18));
}
