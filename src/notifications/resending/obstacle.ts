import type { AppError } from '../../platform/errors/app-error.js';
import { conflict, impossible } from '../../platform/errors/app-error.js';
import type { Audience, AudienceItem } from '../../audience/audience.js';
import type { MessageState } from '../sending/message.view.js';
import type { NotificationType } from '../types.js';
import type { Original, Sent } from './resend.sql.js';

/** A fan-out goes on within seconds. */
const RETRY_SECONDS = 10;

type Refusal = AppError | undefined;

/** Why what was said cannot be said again; undefined where it can. */
export function whyNotSayable({
  type,
  origin,
  audience,
}: Pick<Original, 'type' | 'origin' | 'audience'>): Refusal {
  const why =
    origin === 'MEMBER'
      ? (WHY_NOT[type] ?? (audience.include.some(fromCampaign) ? CAMPAIGN : undefined))
      : 'Only what a head or an ADMIN has sent can be sent again.';
  return why === undefined ? undefined : impossible('resend-impossible', why);
}

const WHY_NOT: Partial<Record<NotificationType, string>> = {
  EMERGENCY_ALERT: 'An alert is confirmed each time. Preview it and send it anew.',
};
const CAMPAIGN = 'Each person of a campaign has words of their own. Upload those who are left as a campaign.';

const fromCampaign = (item: AudienceItem): boolean =>
  'campaign' in item || ('include' in item && (item satisfies Audience).include.some(fromCampaign));

/**
 * Why it is not time yet; undefined where it is. As long as any of them is still being planned nobody knows
 * whom it will have reached.
 */
export function whyNotYet(all: readonly Sent[]): Refusal {
  for (const { state, resend } of all) {
    const why = (resend ? RESEND_NOT_YET : ORIGINAL_NOT_YET)[state];
    if (why) return conflict(why, state === 'FANNING_OUT' ? RETRY_SECONDS : undefined);
  }
  return undefined;
}

type Why = Partial<Record<MessageState, string>>;

const ORIGINAL_NOT_YET: Why = {
  SCHEDULED: 'It has not gone to everybody yet, so nobody has missed it.',
  FANNING_OUT: 'It is still on its way. Wait until it has gone to everybody, or cancel it first.',
};
const RESEND_NOT_YET: Why = {
  SCHEDULED: 'It is sent again already, which waits to be approved. Cancel that to send it anew.',
  FANNING_OUT: 'It is just being sent again. Wait until that has gone to everybody, or cancel it first.',
};
