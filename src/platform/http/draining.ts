import type { Server } from 'node:http';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/** What is being answered may take this long; then even a caller who does not read is hung up on. */
const GRACE_MS = 5_000;

/**
 * Lets the server end. By itself it would wait for every connection, and one whose last answer went out
 * after the end began stays open for as long as `keepAliveTimeout` says.
 */
@Injectable()
export class Draining implements BeforeApplicationShutdown {
  constructor(private readonly host: HttpAdapterHost) {}

  beforeApplicationShutdown(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const end = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.once('close', () => {
      clearInterval(sweep);
      clearTimeout(end);
    });
    sweep.unref();
    end.unref();
  }
}
