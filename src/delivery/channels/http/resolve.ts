import { Resolver } from 'node:dns/promises';

/**
 * The addresses of a host. Asks DNS itself: the system's own lookup has four threads for the whole process, which some hosts that
 * nobody answers for would keep from everybody else.
 */
export async function resolve(host: string): Promise<string[]> {
  // A new one each time: it knows the name servers that there were when it was made.
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (addresses.length > 0) return addresses;
  throw Object.assign(new Error(`No address was found for ${host}.`), { code: 'ENOTFOUND' });
}
