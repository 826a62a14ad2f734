import { invalid } from '../../platform/errors/app-error.js';
import type { WhichDead } from './which-dead.sql.js';

/** What an operator asks to have sent again: one of the three. */
export interface RedriveWish {
  ids?: readonly string[];
  filter?: Omit<WhichDead, 'ids'>;
  all?: true;
}

/**
 * What may have been taken by its provider goes again only where somebody says so: by its id, or by its status.
 */
export function decideRedrive({ ids, filter, all }: RedriveWish): WhichDead {
  const given = [ids, filter, all].filter((each) => each !== undefined && each !== null);
  if (given.length !== 1) throw invalid('Say which: one of `ids`, `filter` and `all`.');
  if (ids) return { ids };
  if (all) return { status: 'FAILED' };

  const chosen = Object.entries(filter ?? {}).filter(([, value]) => value !== undefined && value !== null);
  if (chosen.length === 0) {
    throw invalid('An empty filter would send everything again; if that is meant, say `{ "all": true }`.');
  }
  return { status: 'FAILED', ...Object.fromEntries(chosen) };
}
