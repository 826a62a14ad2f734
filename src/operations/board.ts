import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { getQueueToken } from '@nestjs/bullmq';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Queue } from 'bullmq';
import type { NextFunction, Request, Response } from 'express';
import { BoardSession } from '../identity/board-session.js';
import { Callers } from '../identity/callers.js';
import { Config } from '../platform/config/config.js';
import { AppError } from '../platform/errors/app-error.js';
import { DEAD_LETTERS, QUEUE_NAMES } from '../platform/queues/queue-names.js';

const PATH = '/admin/queues';
const GIVEN_UP =
  'What was given up, by message, channel and cause: “Retry” sends it again. Removing it here only hides it.';

/** Bull Board for admins: by the cookie that the console asks for, or by a bearer token. */
export function mountBoard(app: NestExpressApplication): void {
  const { backend } = app.get(Config).queues;
  const remark =
    backend === 'postgres'
      ? 'On PostgreSQL the board cannot show workers, memory or clients; /health/ready tells whether this lane moves.'
      : 'Hints to workers. What is really due is in the database, so nothing is lost by what is done here.';
  const lane = `${remark} Pausing a queue stops its lane: nothing of it goes out until it is resumed.`;
  const pages = new ExpressAdapter();
  pages.setBasePath(PATH);
  createBullBoard({
    queues: QUEUE_NAMES.map(
      (name) =>
        new BullMQAdapter(app.get<Queue>(getQueueToken(name)), {
          description: name === DEAD_LETTERS ? GIVEN_UP : lane,
        }),
    ),
    serverAdapter: pages,
    options: { uiConfig: { boardTitle: 'Munadi lanes' } },
  });
  app.use(PATH, adminsOnly(app.get(BoardSession), app.get(Callers)), pages.getRouter());
}

function adminsOnly(sessions: BoardSession, callers: Callers) {
  return (request: Request, response: Response, next: NextFunction): void => {
    isAdmin(request, sessions, callers).then(
      (admin) => (admin ? next() : refuse(response)),
      (error) => (error instanceof AppError && error.status === 401 ? refuse(response) : next(error)),
    );
  };
}

async function isAdmin(request: Request, sessions: BoardSession, callers: Callers): Promise<boolean> {
  const token = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
  if (token) return (await callers.byToken(token)).role === 'ADMIN';
  return (await sessions.boardAccess(request.get('cookie'))) !== undefined;
}

function refuse(response: Response): void {
  response
    .status(401)
    .type('html')
    .send(
      '<!doctype html><title>Munadi</title><p>The board is for admins. <a href="/">Sign in</a> as one and open it from there.</p>',
    );
}
