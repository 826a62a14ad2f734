import ipaddr from 'ipaddr.js';

/** Public by its range, and yet answered by the machine's own cloud (Azure). */
const OF_THE_CLOUD = new Set(['168.63.129.16']);
/** All of IPv6 that has been given to the internet. What maps or carries IPv4 lies elsewhere, or has a range of its own. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an address is one of the internet at large: nobody's own network, no neighbour, nothing reserved. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast' || OF_THE_CLOUD.has(parsed.toString())) return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST);
}
