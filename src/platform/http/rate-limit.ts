import type { Response } from 'express';

/** What somebody has left of what they may do in a while. */
export interface Allowance {
  /** What is counted, as `sender`. */
  name: string;
  limit: number;
  windowSeconds: number;
  remaining: number;
  /** Until there is more of it. */
  resetSeconds: number;
}

/** As the IETF's draft has it now, and in the three fields of its earlier versions, which most clients read. */
export const rateLimitHeaders = (allowance: Allowance): Record<string, string> => {
  const { name, limit, windowSeconds, remaining, resetSeconds } = allowance;
  return {
    'RateLimit-Policy': `"${name}";q=${limit};w=${windowSeconds}`,
    RateLimit: `"${name}";r=${remaining};t=${resetSeconds}`,
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(resetSeconds),
  };
};

/** On what goes well, too: a caller slows down before it is refused. */
export function showAllowance(response: Response, allowance: Allowance | undefined): void {
  if (allowance) response.set(rateLimitHeaders(allowance));
}
