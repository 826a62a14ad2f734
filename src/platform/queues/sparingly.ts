/** Passes on what is said at most once in a while: a lost connection is news once, not at every attempt. */
export function sparingly(say: (line: string) => void, everyMs = 10_000): (line: string) => void {
  let last = -Infinity;
  return (line) => {
    if (performance.now() - last < everyMs) return;
    last = performance.now();
    say(line);
  };
}
