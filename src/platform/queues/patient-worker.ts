import { Worker, type Job } from 'bullmq';
import { isDatabaseUnavailable } from '../errors/database-unavailable.js';

/**
 * BullMQ waits before it asks again when a connection is refused, but takes most other ways in which
 * PostgreSQL goes away for a failed job, and asks again at once: thousands of times a second.
 */
export class PatientWorker<Data, Result, Name extends string> extends Worker<Data, Result, Name> {
  protected override async moveToActive(token: string, name?: string): Promise<Job<Data, Result, Name>> {
    try {
      return await super.moveToActive(token, name);
    } catch (error) {
      throw isDatabaseUnavailable(error)
        ? new Error('ECONNREFUSED: the queue is away', { cause: error })
        : error;
    }
  }
}
