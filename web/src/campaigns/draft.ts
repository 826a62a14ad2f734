import { EMPTY, type Draft } from '../announce/draft';

const slot = (campaignId: string) => `munadi.campaign.${campaignId}`;

/** What was being written to the people of this list in this tab. Who signs out leaves nothing behind. */
export function recallDraft(campaignId: string): Draft {
  const text = sessionStorage.getItem(slot(campaignId));
  return text === null ? EMPTY : { ...EMPTY, ...(JSON.parse(text) as Partial<Draft>) };
}

export function keepDraft(campaignId: string, draft: Draft): void {
  if (draft === EMPTY) sessionStorage.removeItem(slot(campaignId));
  else sessionStorage.setItem(slot(campaignId), JSON.stringify(draft));
}
