import { Module } from '@nestjs/common';
import { Audiences } from './audiences.js';
import { JudgingAnew } from './judging-anew.js';
import { ScopesController } from './scopes.controller.js';

/** To whom: which people a choice means, and who may address them. Opened in an api. */
@Module({
  controllers: [ScopesController],
  providers: [Audiences, JudgingAnew],
  exports: [Audiences, JudgingAnew],
})
export class AudienceModule {}
