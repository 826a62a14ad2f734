/** Whether PostgreSQL undid a statement because two waited for each other: done again it finds the way clear. */
export const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '40P01';
