import type { Request, Response } from 'express';

/** So much of a body that nobody wants is taken in all the same: who has nearly sent it need not be cut off. */
const MOST_BYTES = 1_000_000;
/** And so long does whoever sends it have to read the answer. */
const PATIENCE_MS = 2_000;

/** Whether there may be more of a body to come than is worth waiting for. */
export const restIsLong = (request: Request): boolean =>
  !request.complete &&
  (request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > MOST_BYTES);

/**
 * Answers before the body is read to its end, and closes the connection. Closed at once, it would be reset while the
 * other side still sends, and the answer lost with it; kept open, the whole of it would have to be read.
 */
export function answerAndHangUp(request: Request, response: Response, answer: string): void {
  response.setHeader('Connection', 'close');
  response.setHeader('Content-Length', Buffer.byteLength(answer));
  response.write(answer);

  let left = MOST_BYTES;
  const hangUp = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(hangUp, PATIENCE_MS);
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left <= 0) request.pause();
  });
  request.once('end', hangUp);
  request.once('close', hangUp);
  request.resume();
}
