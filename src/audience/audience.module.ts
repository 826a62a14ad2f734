import { Module } from '@nestjs/common';
import { Audiences } from './audiences.js';
import { JudgingAnew } from './judging-anew.js';
import { SavedAudiencesController } from './saved/saved.controller.js';
import { SavedAudiences } from './saved/saved-audiences.js';
import { ScopesController } from './scopes.controller.js';
import { Topics } from './topics/topics.js';
import { TopicsController } from './topics/topics.controller.js';

/** To whom: which people a choice means, and who may address them. Opened in an api. */
@Module({
  controllers: [ScopesController, SavedAudiencesController, TopicsController],
  providers: [Audiences, JudgingAnew, SavedAudiences, Topics],
  exports: [Audiences, JudgingAnew],
})
export class AudienceModule {}
