import {
  Injectable,
  Logger,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import { lastValueFrom, of, type Observable } from 'rxjs';
import { AppError, conflict, invalid } from '../../errors/app-error.js';
import { asAppError } from '../as-app-error.js';
import type { HttpRequest } from '../request.js';
import { fingerprint } from './fingerprint.js';
import { IdempotencyKeys, type Claim } from './idempotency-keys.js';

/**
 * Every POST that creates something (its handler answers 201 or 202) accepts an `Idempotency-Key`. Callers
 * nobody has recognised have no keys: they would see each other's answers.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly logger = new Logger(IdempotencyInterceptor.name);

  constructor(private readonly keys: IdempotencyKeys) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    const key = request.get('idempotency-key');
    const creates = request.method === 'POST' && [201, 202].includes(response.statusCode);
    if (key === undefined || request.callerKey === undefined || !creates) return next.handle();
    if (key.length === 0 || key.length > 255) throw invalid('An Idempotency-Key has 1 to 255 characters.');

    const hash = fingerprint(request.method, request.originalUrl, request.body ?? streamed(request));
    const found = await this.keys.claim(request.callerKey, key, hash);
    switch (found.kind) {
      case 'ours':
        return of(await this.answer(found.claim, response, next));
      case 'answered':
        response.status(found.status).setHeader('Idempotency-Replayed', 'true');
        return of(found.response);
      case 'running':
        throw conflict(
          'The first request with this Idempotency-Key may still be running.',
          found.retryAfterSeconds,
        );
      case 'unknown':
        throw conflict(
          'It is not known whether the first request with this Idempotency-Key was carried out; look before you send it again with a new key.',
        );
      case 'other-request':
        throw new AppError(
          { code: 'idempotency-key-reused', status: 422, verdict: 'never' },
          'This Idempotency-Key was used for another request. Take a new key for a new request.',
        );
    }
  }

  private async answer(claim: Claim, response: Response, next: CallHandler): Promise<unknown> {
    let answer: unknown;
    try {
      answer = await lastValueFrom(next.handle(), { defaultValue: undefined });
    } catch (error) {
      // After any other failure, a lost connection say, the effect may be there: the key must not run again.
      if (precedesTheEffect(error)) await this.free(claim);
      throw error;
    }
    try {
      await this.keys.keep(claim, response.statusCode, answer);
    } catch (error) {
      // It has been done. To say otherwise would have it done again.
      this.logger.warn({ err: error }, 'An answer could not be kept for its Idempotency-Key');
    }
    return answer;
  }

  /** So that the same key may try again at once. */
  private async free(claim: Claim): Promise<void> {
    try {
      await this.keys.free(claim);
    } catch (error) {
      this.logger.warn({ err: error }, 'A key stays locked');
    }
  }
}

/** A refusal of the request comes before anything is written. */
const precedesTheEffect = (error: unknown) => asAppError(error).status < 500;

/** Of a file that is read as it comes in, only its length is known when its key has to be told from another's. */
const streamed = (request: HttpRequest) => ({ bytes: request.get('content-length') });
