import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { isUUID } from 'class-validator';
import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'socket.io';
import { Callers } from '../identity/callers.js';
import { AppError } from '../platform/errors/app-error.js';
import { atMoment } from '../platform/realtime/at-moment.js';
import { Realtime, roomOf } from '../platform/realtime/realtime.js';
import { Marks } from './marks/marks.js';

interface Admitted {
  userId: string;
  expiresAt: number;
}

type Acknowledge = (answer: { success: boolean; updatedCount?: number; error?: string }) => void;

/** The live half of the feed. A member is in a room of their own and hears nobody else's. */
@Injectable()
export class FeedGateway implements OnApplicationBootstrap {
  private readonly logger = new Logger(FeedGateway.name);

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly realtime: Realtime,
    private readonly callers: Callers,
    private readonly marks: Marks,
  ) {}

  onApplicationBootstrap(): void {
    for (const namespace of this.realtime.namespaces()) {
      namespace.use((socket, next) => {
        void this.refusal(socket).then((reason) =>
          next(reason === undefined ? undefined : new Error(reason)),
        );
      });
      namespace.on('connection', (socket) => this.serve(socket));
    }
    this.realtime.serveOn(this.host.httpAdapter.getHttpServer() as HttpServer);
  }

  /** Why a socket may not connect; nothing where it may. */
  private async refusal(socket: Socket): Promise<string | undefined> {
    const { token } = socket.handshake.auth as { token?: unknown };
    if (typeof token !== 'string') return 'Sign in: connect with `auth: { token }`.';
    try {
      const { caller, expiresAt } = await this.callers.recognise(token);
      socket.data = { userId: caller.userId, expiresAt } satisfies Admitted;
      return undefined;
    } catch (error) {
      if (error instanceof AppError) return error.detail;
      this.logger.error({ err: error }, 'A socket could not be recognised');
      return 'Something went wrong on our side. Try again.';
    }
  }

  private serve(socket: Socket): void {
    const { userId, expiresAt } = socket.data as Admitted;
    void socket.join(roomOf(userId));
    // A socket shows its token only once; who has a newer one connects again with it.
    socket.on(
      'disconnect',
      atMoment(expiresAt, () => socket.disconnect(true)),
    );

    socket.on('notification:read', (...args: unknown[]) => {
      const [id] = args;
      const acknowledge = args.find(isAcknowledge);
      if (!isUUID(id)) return refuse(acknowledge, 'notification:read takes the id of a notification.');
      void this.read(userId, [id as string], acknowledge);
    });
    socket.on('notification:read-all', (...args: unknown[]) => {
      void this.read(userId, 'all', args.find(isAcknowledge));
    });
    socket.on('presence:ping', (...args: unknown[]) => args.find(isAcknowledge)?.({ success: true }));
  }

  private async read(userId: string, ids: string[] | 'all', acknowledge?: Acknowledge): Promise<void> {
    try {
      const updatedCount = await this.marks.read(userId, ids);
      acknowledge?.({ success: true, updatedCount });
    } catch (error) {
      this.logger.error({ err: error }, 'Reading over a socket failed');
      refuse(acknowledge, 'It could not be read just now. Try again.');
    }
  }
}

const isAcknowledge = (value: unknown): value is Acknowledge => typeof value === 'function';

function refuse(acknowledge: Acknowledge | undefined, error: string): void {
  acknowledge?.({ success: false, error });
}
