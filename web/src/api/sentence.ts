import type { Strings } from '../language/en';
import type { Problem } from './problem';

/** What went wrong and what to do, as one sentence in the reader's language. */
export function sentence(problem: Problem, t: Strings): string {
  if (problem.status === 0) return t.problems.unreachable;
  if (problem.status === 429) return t.problems.tooMany(problem.retryAfter);
  return problem.detail || t.problems.unexpected(problem.status);
}
