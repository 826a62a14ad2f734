import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { isPublic } from './public-address.js';
import { resolve } from './resolve.js';

/** To one host: many who want to be called live there, and some of them are slow. */
const CONNECTIONS = 100;

/** How a host is judged. */
export interface Guard {
  resolve: (host: string) => Promise<string[]>;
  isPublic: (address: string) => boolean;
}

/** Nobody was called: the address is not one of the internet at large. */
export class Forbidden extends Error {
  readonly code = 'FORBIDDEN_ADDRESS';

  constructor(host: string) {
    super(`${host} is not a public address.`);
  }
}

/** Whatever it was, such as a certificate that is not good: there was no connection, so nothing was sent. */
class NeverConnected extends Error {
  readonly code = 'NEVER_CONNECTED';

  constructor(cause: Error) {
    super(cause.message || 'There was no connection.', { cause });
  }
}

export const wasForbidden = (error: unknown): error is Error =>
  error instanceof Error && (error instanceof Forbidden || wasForbidden(error.cause));

/** As `allowedHosts` names it: `host:port`. */
export function isAllowed(url: Pick<URL, 'hostname' | 'port' | 'protocol'>, allowed: readonly string[]) {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const host = `${withoutBrackets(url.hostname)}:${port}`.toLowerCase();
  return allowed.some((each) => each.replaceAll(/[[\]]/g, '').toLowerCase() === host);
}

/**
 * Connections to wherever somebody from outside wants to be called. A host is resolved here, and what it connects to
 * is the very address that was looked at, so that a name cannot mean something else a moment later. One address that
 * is not public makes the whole host forbidden. `allowedHosts` (`host:port`) are exempt.
 */
export function guardedDispatcher(
  allowedHosts: readonly string[],
  guard: Guard = { resolve, isPublic },
): Dispatcher {
  const settings = { timeout: 10_000, allowH2: false };
  const anywhere = buildConnector(settings);
  const guarded = buildConnector({ ...settings, lookup: lookUp(guard) });
  const connect: buildConnector.connector = (options, done) => {
    const connected: buildConnector.Callback = (...[error, socket]) =>
      error ? done(new NeverConnected(error), null) : done(null, socket);
    if (isAllowed(options, allowedHosts)) return anywhere(options, connected);
    const host = withoutBrackets(options.hostname);
    // What is an address already is never looked up.
    if (isIP(host) !== 0 && !guard.isPublic(host)) return connected(new Forbidden(host), null);
    return guarded(options, connected);
  };
  return new Agent({ connections: CONNECTIONS, connect });
}

const withoutBrackets = (hostname: string) => hostname.replace(/^\[(.*)\]$/, '$1');

/** What a socket asks before it connects. */
const lookUp =
  (guard: Guard): LookupFunction =>
  (host, { all }, done) => {
    guard.resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || !addresses.every(guard.isPublic)) return done(new Forbidden(host), '');
        if (!all) return done(null, first, isIP(first));
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        return done(null, found);
      },
      (error: Error) => done(error, ''),
    );
  };
