import type { Readable } from 'node:stream';
import { AppError, invalid } from '../../../platform/errors/app-error.js';

/** A file as its bytes come in. */
export type Bytes = AsyncGenerator<Buffer, void, void>;

/** The body of a request, which stays open whatever happens: who is refused still wants to read why. */
export async function* bytesOf(body: Readable, most: number): Bytes {
  let size = 0;
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) throw tooLarge(most);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw invalid('The upload ended before the file was complete. Nothing of it was kept.');
  }
}

/** What was taken of the others already, and the others. Whoever leaves it leaves them, too. */
export async function* startingWith(first: Buffer, others: Bytes): Bytes {
  try {
    yield first;
    yield* others;
  } finally {
    await others.return();
  }
}

export const tooLarge = (most: number) =>
  new AppError(
    { code: 'file-too-large', status: 413, verdict: 'never' },
    `The file is larger than ${most / 1_000_000} MB: divide it into several. Nothing of it was kept.`,
  );
