import { once } from 'node:events';
import { createServer } from 'node:net';
import { CannotStart } from '../platform/config/cannot-start.js';

/** Asked before anything slow, so that nobody waits for a database to be told that a port is taken. */
export async function refuseTakenPort(port: number, host: string): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen(port, host), 'listening');
    probe.close();
    await once(probe, 'close');
  } catch (error) {
    throw explainListenError(error, port, host);
  }
}

export function explainListenError(error: unknown, port: number, host: string): unknown {
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken by another program; set PORT to another one or stop it.`,
    EACCES: `Port ${port} is not for ordinary users; set PORT to one above 1023.`,
    EADDRNOTAVAIL: `HOST ${host} is not an address of this machine.`,
    ENOTFOUND: `HOST ${host} is not an address of this machine.`,
  };
  const sentence = sentences[(error as NodeJS.ErrnoException).code ?? ''];
  return sentence ? new CannotStart(sentence, { cause: error }) : error;
}
