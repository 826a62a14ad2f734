/**
 * What a list of people is kept for is over: an upload that broke off and could not be cleared away, a draft that
 * nobody sends, and the rows of what everybody has had for a while. That it was sent stays known.
 * Indexes: campaigns_pkey, messages_pkey.
 */
export const OUTDATED_CAMPAIGNS = [
  "DELETE FROM campaigns WHERE state = 'UPLOADING' AND id < uuidv7_floor(now() - interval '1 hour')",
  "DELETE FROM campaigns WHERE state = 'DRAFT' AND id < uuidv7_floor(now() - interval '30 days')",
  `DELETE FROM campaign_rows USING campaigns LEFT JOIN messages ON messages.id = message_id
    WHERE campaign_id = campaigns.id AND campaigns.state = 'SENT' AND campaigns.id < uuidv7_floor(now() - interval '30 days')
      AND (messages.id IS NULL
           OR messages.state NOT IN ('SCHEDULED', 'FANNING_OUT') AND progressed_at < now() - interval '30 days')`,
];
