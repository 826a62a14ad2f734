/** Said to those who knock too early or stay too long; not why a server gave up. */
const SMALL_TALK = /the database system is (starting up|shutting down)|terminating connection/;
const FAILURE = /\b(?:FATAL|PANIC|ERROR|error):\s+/;

/** What a person should read of the output of `initdb` or `postgres`: why it gave up. */
export function lastFailure(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() && !SMALL_TALK.test(line));
  const failure = lines.findLast((line) => FAILURE.test(line)) ?? lines.at(-1) ?? 'it did not say why';
  return failure.split(FAILURE).at(-1)?.trim() ?? failure;
}
