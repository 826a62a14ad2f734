import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { Config } from '../platform/config/config.js';
import { unauthenticated, unavailable } from '../platform/errors/app-error.js';

/** Above this it is no token of ours, and not worth the decoding. */
const MAX_LENGTH = 8_192;
/** How far the clock of the issuer may be ahead of ours or behind it. */
const TOLERANCE_SECONDS = 5;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What jose throws when the token is at fault; anything else means that we could not get the keys. */
const TOKEN_AT_FAULT = [
  errors.JWSInvalid,
  errors.JWTInvalid,
  errors.JWTClaimValidationFailed,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

export interface TokenClaims {
  userId: string;
  /** When the token stops being accepted, in milliseconds since 1970. */
  expiresAt: number;
}

/** Tells whose token it is. One issuer, one algorithm, one kind of key: the token has no say in how it is checked. */
@Injectable()
export class MemberTokens {
  private readonly key: Uint8Array | JWTVerifyGetKey;

  constructor(private readonly config: Config) {
    const { tokens } = config;
    this.key =
      'jwksUrl' in tokens
        ? createRemoteJWKSet(new URL(tokens.jwksUrl), {
            timeoutDuration: 5_000,
            cooldownDuration: 30_000,
            cacheMaxAge: 600_000,
          })
        : tokens.secret;
  }

  /** What a token says that is right in every respect. */
  async claims(token: string): Promise<TokenClaims> {
    if (token.length > MAX_LENGTH) throw notValid();
    const { algorithm, issuer, audience } = this.config.tokens;
    try {
      const options = {
        algorithms: [algorithm],
        issuer,
        audience,
        requiredClaims: ['sub', 'exp', 'iss', 'aud'],
        clockTolerance: TOLERANCE_SECONDS,
      };
      const { payload } =
        typeof this.key === 'function'
          ? await jwtVerify(token, this.key, options)
          : await jwtVerify(token, this.key, options);
      const { sub, exp } = payload;
      if (sub === undefined || !UUID.test(sub) || exp === undefined) throw notValid();
      return { userId: sub, expiresAt: (exp + TOLERANCE_SECONDS) * 1_000 };
    } catch (error) {
      throw explain(error);
    }
  }
}

function explain(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    return unauthenticated('token-expired', 'The token has expired. Sign in again.', error);
  }
  if (TOKEN_AT_FAULT.some((kind) => error instanceof kind)) return notValid(error);
  if (error instanceof errors.JOSEError || error instanceof TypeError) {
    return unavailable('The keys that tokens are checked with cannot be had at the moment.', error);
  }
  return error;
}

const notValid = (cause?: unknown) => unauthenticated('token-invalid', 'The token is not valid here.', cause);
