import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Behaviour } from './provider-contract.js';

export interface Asked {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body: string;
}

/** What a service answers, in its own wire format. Without an answer it behaves as it does for all. */
export type Wire = Partial<Record<Exclude<Behaviour, 'silent' | 'hangs-up'>, (asked: Asked) => Reply>>;

/** A server that speaks the wire format of a service over HTTP, one call an item. */
export async function httpService(wire: Wire) {
  let how: Behaviour = 'takes-all';
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one = {
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(parts).toString(),
      };
      asked.push(one);
      answer(one, response);
    });
  });
  function answer(one: Asked, response: ServerResponse): void {
    if (how === 'silent') return;
    if (how === 'hangs-up') {
      response.destroy();
      return;
    }
    const { status = 200, headers = {}, body } = wire[how]?.(one) ?? { body: '<html>Welcome!</html>' };
    response.writeHead(status, headers).end(body);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    behave(next: Behaviour): void {
      how = next;
      asked.length = 0;
    },
    given: () => asked.length,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
