import { setTimeout as sleep } from 'node:timers/promises';

/** Tries again until `attempt` no longer throws; answers what it answered, or throws its last error. */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  { timeout = 5_000, every = 25 }: { timeout?: number; every?: number } = {},
): Promise<T> {
  const giveUp = Date.now() + timeout;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() >= giveUp) throw error;
    }
    await sleep(every);
  }
}
