import type { Audience } from '../../audience/audience.js';
import { sizeOf } from '../../audience/counting/size-of.js';
import type { Sql } from '../../platform/database/database.js';
import { impossible } from '../../platform/errors/app-error.js';

/** How many people an audience has now. */
export const countAudience = (sql: Sql, audience: Audience): Promise<number> => sizeOf(sql, audience);

export const AUDIENCE_EMPTY = 'audience-empty';

/** An event may concern nobody; who asks for something to be said means somebody. */
export const nobody = () =>
  impossible(AUDIENCE_EMPTY, 'Nobody belongs to this audience, so nothing was sent.');
