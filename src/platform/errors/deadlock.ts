/** Whether PostgreSQL undid a statement because two waited for each other: done again it finds the way clear. */
export const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '40P01';

/** Writes again what got in the way of somebody who writes, too. It has to write all or nothing, and nothing besides. */
export async function undeadlocked<T>(write: () => Promise<T>, tries = 5): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isDeadlock(error) || tries === 1) throw error;
    return await undeadlocked(write, tries - 1);
  }
}
