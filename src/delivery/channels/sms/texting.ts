import type { Config } from '../../../platform/config/config.js';
import type { Deadline } from '../../deadline.js';
import { noAnswer } from '../http/outcome.js';
import { oneByOne } from '../one-by-one.js';
import type { Outcome, Outgoing } from '../provider.js';
import type { Turns } from '../turns.js';
import { referenceOf } from '../reference.js';
import { smsOf, type Sms } from './compose.js';
import { e164Of } from '../../../directory/phone.js';

/** An SMS that a service is asked to send. */
export interface Texting extends Sms {
  /** As E.164. */
  to: string;
  /** What it sends back with its reports, if it can. */
  reference: string;
}

/** Sends a batch by a service that takes one SMS at a time. It is not asked about numbers that nobody has. */
export async function textEach(
  batch: readonly Outgoing[],
  config: Config,
  turns: Turns,
  deadline: Deadline,
  send: (texting: Texting) => Promise<Outcome>,
): Promise<Outcome[]> {
  return await oneByOne(batch, turns, deadline, async (item) => {
    const to = e164Of(item.to);
    if (to === undefined) return { kind: 'nowhere', reason: 'INVALID_ADDRESS' };
    try {
      return await send({ ...smsOf(item, config), to, reference: referenceOf(item) });
    } catch (error) {
      return noAnswer(error);
    }
  });
}
