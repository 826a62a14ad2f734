import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as somebody's endpoint gets it. */
export interface Called {
  path: string;
  headers: Record<string, string>;
  body: string;
}

type Answering = (called: Called, response: ServerResponse, request: IncomingMessage) => void;

export const answer =
  (status: number, headers: Record<string, string> = {}): Answering =>
  (_called, response) =>
    response.writeHead(status, headers).end();

/** Somebody's own server that wants to be called. */
export class Endpoint {
  readonly calls: Called[] = [];
  /** How it answers from now on. */
  answering: Answering = answer(204);

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly host: string,
  ) {}

  static async open(): Promise<Endpoint> {
    const server = createServer((request, response) => void endpoint.take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint: Endpoint = new Endpoint(server, `127.0.0.1:${(server.address() as AddressInfo).port}`);
    return endpoint;
  }

  url(path = '/hook'): string {
    return `http://${this.host}${path}`;
  }

  /** Those that went to this path. */
  at(path: string): Called[] {
    return this.calls.filter((each) => each.path === path);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const called = {
      path: request.url ?? '',
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(parts).toString('utf8'),
    };
    this.calls.push(called);
    this.answering(called, response, request);
  }
}
