import { announcement, type Announcement } from '../announce/announcement';
import type { Draft } from '../announce/draft';
import { missing, type Lack } from '../announce/missing';
import { treeOf } from '../audience/scope';

/** The list says who: no group is chosen. */
export const NO_GROUPS = treeOf([]);

export type CampaignBody = Omit<Announcement, 'audience'> & { readonly skipFlawed?: true };

/** The body of sending it to the good rows. */
export function bodyOf(draft: Draft, flawed: number): CampaignBody {
  const { audience: _, ...body } = announcement(draft, NO_GROUPS);
  return flawed > 0 ? { ...body, skipFlawed: true } : body;
}

/** The body of looking first whom it would reach; nothing has to be written for that. */
export function seenBefore(draft: Draft): Partial<CampaignBody> {
  const body = bodyOf(draft, 0);
  if (body.message !== '') return body;
  const { message: _, subject: __, locales: ___, ...unwritten } = body;
  return unwritten;
}

/** What is still to be done, besides saying to whom. */
export const lacksOf = (draft: Draft, now: number): readonly Exclude<Lack, 'audience'>[] =>
  missing(draft, NO_GROUPS, now).filter((lack) => lack !== 'audience');
