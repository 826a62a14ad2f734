import type { Config } from '../../platform/config/config.js';
import type { Outgoing } from './provider.js';

/** Where a tap leads, as an address that works from anywhere; undefined where it leads nowhere a browser goes. */
export function linkOf({ link }: Pick<Outgoing, 'link'>, config: Config): string | undefined {
  if (link === null || !URL.canParse(link, config.http.publicUrl)) return undefined;
  const { protocol, href } = new URL(link, config.http.publicUrl);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
