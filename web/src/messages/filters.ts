import type { MessageState, MessageSummary } from './message';
import { standingOf, type Standing } from './standing';

export const FILTERS = {
  all: null,
  ahead: ['asking', 'scheduled'],
  underWay: ['spreading', 'leaving', 'sent'],
  done: ['sent', 'done'],
  stopped: ['cancelled', 'refused', 'failed'],
} as const satisfies Record<string, readonly Standing[] | null>;
export type Filter = keyof typeof FILTERS;

/** What the server is asked for; what is done and what still leaves has the same state there. */
export const STATES: Record<Filter, readonly MessageState[]> = {
  all: [],
  ahead: ['SCHEDULED'],
  underWay: ['FANNING_OUT', 'COMPLETED'],
  done: ['COMPLETED'],
  stopped: ['CANCELLED', 'FAILED'],
};

/** As the address has it; what it does not know is no filter. */
export function filterIn(search: string): Filter {
  const asked = new URLSearchParams(search).get('show') ?? '';
  return Object.hasOwn(FILTERS, asked) ? (asked as Filter) : 'all';
}

export const addressOf = (filter: Filter): string =>
  filter === 'all' ? '/messages' : `/messages?show=${filter}`;

export function passes(filter: Filter, message: MessageSummary): boolean {
  const standings: readonly Standing[] | null = FILTERS[filter];
  return standings?.includes(standingOf(message)) ?? true;
}
