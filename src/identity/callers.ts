import { Injectable } from '@nestjs/common';
import { unauthenticated } from '../platform/errors/app-error.js';
import type { Caller } from './caller.js';
import { Members } from './members.js';
import { MemberTokens } from './tokens.js';

/** From what a caller shows to who they are; for HTTP and for sockets alike. */
@Injectable()
export class Callers {
  constructor(
    private readonly tokens: MemberTokens,
    private readonly members: Members,
  ) {}

  async byToken(token: string): Promise<Caller> {
    const member = await this.members.byId(await this.tokens.subject(token));
    if (!member) throw unauthenticated('token-invalid', 'The token is of somebody who is not a member here.');
    return member;
  }
}
