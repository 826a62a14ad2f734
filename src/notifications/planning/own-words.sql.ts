import { campaignIn } from '../../audience/audience.js';
import type { PlanningMessage } from './planning-message.js';

interface OwnWords {
  /** What is added to the columns of a notification, and to what is written there, over `people`. */
  column: string;
  value: string;
}

/**
 * What each person's row of a campaign says, kept with their notification: the row itself may go once all are
 * planned. Without a row there is nothing to be said, which is not the same as a message with nothing to fill in. Of
 * any other message nothing is added. Whoever is just being erased waits for it, or is waited for: what is kept here
 * while nobody sees it yet would else outlast them. Indexes: campaign_rows_people_idx, users_pkey.
 */
export function ownWords({ audience }: PlanningMessage, bind: (value: unknown) => string): OwnWords {
  const { campaign, fills } = campaignIn(audience) ?? {};
  if (!fills) return { column: '', value: '' };
  const columns = Object.values(fills).map((column) => `fields[${bind(column + 1)}::int]`);
  return {
    column: ', data',
    value: `, COALESCE((SELECT jsonb_object(${bind(Object.keys(fills))}::text[], ARRAY[${columns.join(', ')}])
                   FROM campaign_rows
                  WHERE campaign_id = ${bind(campaign)}::uuid AND user_id = people.user_id AND flaw IS NULL
                    AND (SELECT true FROM users WHERE id = people.user_id AND erased_at IS NULL FOR KEY SHARE)
                  ORDER BY number LIMIT 1), '{}')`,
  };
}
