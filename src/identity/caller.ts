import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { HttpRequest } from '../platform/http/request.js';
import type { Role } from './roles.js';

/** A person who has signed in, as the database knows them now. */
export interface MemberCaller {
  kind: 'member';
  userId: string;
  email: string | null;
  name: string;
  role: Role;
  locale: string;
  timezone: string;
}

/** Who is calling. */
export type Caller = MemberCaller;

export interface RecognisedRequest extends HttpRequest {
  caller?: Caller;
}

/** Hands a handler who is calling: `read(@Caller() caller: Caller)`. Not for routes that are `@Public()`. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<RecognisedRequest>();
  if (caller) return caller;
  throw new Error(
    '@Caller() on a route that nobody has to sign in for: mark it @Members() or @Roles(…) instead of @Public().',
  );
});
