import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { forbidden, unauthenticated } from '../platform/errors/app-error.js';
import { ACCESS, type Access } from './access.js';
import type { RecognisedRequest } from './caller.js';
import { Callers } from './callers.js';

/** In front of every route: lets in whom `@Public()`, `@Members()` or `@Roles(…)` names, and nobody otherwise. */
@Injectable()
export class MemberGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // A socket shows its token once, when it connects.
    if (context.getType() !== 'http') return true;
    const places = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, places);
    if (access === 'public') return true;
    if (access === undefined) throw forbidden('Nobody may call this: the route does not say who may.');

    const request = context.switchToHttp().getRequest<RecognisedRequest>();
    const caller = await this.callers.byToken(bearerToken(request.get('authorization')));
    if (access !== 'members' && !access.includes(caller.role)) {
      throw forbidden(`This is for ${access.join(', ')}. You are ${caller.role}.`);
    }
    request.caller = caller;
    request.callerKey = `member:${caller.userId}`;
    return true;
  }
}

function bearerToken(authorization: string | undefined): string {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token !== undefined) return token;
  throw unauthenticated('token-missing', 'Sign in: this needs the header Authorization: Bearer <token>.');
}
