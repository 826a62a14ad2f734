import { retryAfterMs } from '../http/outcome.js';
import { outcomeOf, type Verdict } from '../http/verdict.js';
import type { Outcome } from '../provider.js';

/** An error as the SDK throws it when SNS has answered, or when it could not even ask. */
interface SnsError extends Error {
  $fault?: 'client' | 'server';
  $metadata?: { httpStatusCode?: number };
  $response?: { headers?: Record<string, string> };
}

const BY_NAME: readonly [RegExp, Verdict][] = [
  [/^OptedOut/, 'not wanted'],
  [/^(Throttl|KMSThrottling|RequestLimitExceeded|TooManyRequests)/, 'later'],
  // Of this number or this text; who it is from is in the words.
  [/^(InvalidParameter|ParameterValueInvalid|Validation)/, 'never'],
  [
    /^(CredentialsProvider|Authorization|AccessDenied|InvalidClientToken|UnrecognizedClient|SignatureDoesNotMatch|ExpiredToken|InvalidSecurity|MissingAuthenticationToken|OptInRequired|NotFound|UserError)/,
    'not from us',
  ],
];

/** What SNS means by not taking an SMS; what the SDK did not understand tells nothing. */
export function snsOutcome(error: SnsError): Outcome {
  const { name, message, $fault, $metadata, $response } = error;
  const status = $metadata?.httpStatusCode;
  const told = {
    code: `SNS_${name.replace(/(Exception|Error)$/, '')}`,
    error: message,
    afterMs: retryAfterMs($response?.headers ?? {}),
  };
  const verdict = BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  if (verdict === 'never' && /phone ?number/i.test(message)) return outcomeOf('no such address', told);
  if (verdict !== undefined) return outcomeOf(verdict, told);
  if ($fault === undefined || status === undefined || status < 300) return { kind: 'unknown' };
  if (status === 429) return outcomeOf('later', told);
  if (status === 401 || status === 403 || status >= 500) return outcomeOf('not from us', told);
  return outcomeOf('never', told);
}
