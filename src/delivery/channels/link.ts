import type { Config } from '../../platform/config/config.js';
import type { Outgoing } from './provider.js';

/** Where a tap leads, in full; undefined where it leads nowhere, or to what no browser should be sent to. */
export function linkOf({ link }: Pick<Outgoing, 'link'>, { http }: Pick<Config, 'http'>): string | undefined {
  if (link === null) return undefined;
  const url = URL.parse(link, http.publicUrl);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined;
}
