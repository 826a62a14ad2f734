import { Injectable } from '@nestjs/common';
import { unauthenticated } from '../platform/errors/app-error.js';
import type { Caller } from './caller.js';
import { MemberDirectory } from './member-directory.js';
import { MemberTokens } from './tokens.js';

/** From what a caller shows to who they are; for HTTP and for sockets alike. */
@Injectable()
export class Callers {
  constructor(
    private readonly tokens: MemberTokens,
    private readonly members: MemberDirectory,
  ) {}

  async byToken(token: string): Promise<Caller> {
    return (await this.recognise(token)).caller;
  }

  /** And until when they may go on without showing a newer token, in milliseconds since 1970. */
  async recognise(token: string): Promise<{ caller: Caller; expiresAt: number }> {
    const { userId, expiresAt } = await this.tokens.claims(token);
    const caller = await this.members.byId(userId);
    if (!caller) throw unauthenticated('token-invalid', 'The token is of somebody who is not a member here.');
    return { caller, expiresAt };
  }
}
