import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Config } from '../platform/config/config.js';
import { BoardSessionController } from './board-session.controller.js';
import { BoardSession } from './board-session.js';
import { Callers } from './callers.js';
import { DemoLoginController } from './demo-login.controller.js';
import { MemberGuard } from './member.guard.js';
import { MemberDirectory } from './member-directory.js';
import { MemberTokens } from './tokens.js';

/** Who is calling. Opened in every process that serves HTTP, because its guard stands in front of every route. */
@Module({})
export class IdentityModule {
  static forRoot(config: Pick<Config, 'demo' | 'role' | 'tokens'>): DynamicModule {
    const api = config.role !== 'worker';
    // A demo token is signed by us; where another issuer's are checked, it would be worth nothing.
    const demo = api && config.demo && config.tokens.algorithm === 'HS256';
    return {
      module: IdentityModule,
      global: true,
      controllers: [...(api ? [BoardSessionController] : []), ...(demo ? [DemoLoginController] : [])],
      providers: [
        MemberTokens,
        MemberDirectory,
        Callers,
        BoardSession,
        { provide: APP_GUARD, useClass: MemberGuard },
      ],
      exports: [Callers, MemberDirectory, BoardSession],
    };
  }
}
