import { conflict, notFound } from '../../platform/errors/app-error.js';
import type { Held } from './campaigns.sql.js';

export const noSuchCampaign = () => notFound('You have no such campaign.');

/** What was sent stays as it was sent. */
export function refuseIfSent({ state, messageId }: Pick<Held, 'state' | 'messageId'>): void {
  if (state !== 'SENT') return;
  throw conflict(
    `It was sent already, as the message ${messageId}. To send it again, upload the file once more.`,
  );
}
