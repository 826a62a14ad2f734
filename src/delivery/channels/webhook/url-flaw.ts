import { isIP } from 'node:net';
import { isAllowed } from '../http/guarded.js';
import { isPublic } from '../http/public-address.js';
import { PLACES, type Preset } from './presets.js';

export const LONGEST_URL = 2_048;

/**
 * What is wrong with an address to be called, as far as it can be told by its letters; where its host leads is looked
 * at when it is called. What the operator allows may be plain http and inside the network.
 */
export function urlFlaw(text: string, preset: Preset, allowedHosts: readonly string[]): string | undefined {
  if (text.length > LONGEST_URL) return `must have at most ${LONGEST_URL} characters`;
  const url = URL.parse(text);
  if (!url) return 'must be a URL';
  if (url.username !== '' || url.password !== '') return 'must not hold a name or a password';
  if (url.hash !== '' || text.includes('#')) return 'must not hold a fragment';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must start with https://';
  // Whoever stands in for a service in a network of one's own is trusted to understand it.
  if (isAllowed(url, allowedHosts)) return undefined;
  if (url.protocol !== 'https:') return 'must start with https://';
  if (!mayBePublic(url.hostname)) return 'must be a public host';
  const place = PLACES[preset];
  if (!place || (place.hosts.includes(url.hostname) && url.pathname.startsWith(place.path))) return undefined;
  return `must start with https://${place.hosts[0]}${place.path}`;
}

function mayBePublic(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (isIP(host) !== 0) return isPublic(host);
  return host.includes('.') && !/\.(localhost|local|internal|localdomain)$/.test(host);
}
