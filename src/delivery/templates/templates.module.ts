import { Module } from '@nestjs/common';
import { NotificationsModule } from '../../notifications/notifications.module.js';
import { Templates } from '../../notifications/templates/templates.js';
import { Previews } from './previews.js';
import { TemplateTrialsController } from './template-trials.controller.js';
import { TemplateViews } from './template-views.js';
import { TemplateListController, TemplatesController } from './templates.controller.js';
import { TestSends } from './test-sends.js';

/** Texts that operators change while everything runs. It knows how channels show them, so it lives here. Opened in an api. */
@Module({
  imports: [NotificationsModule],
  controllers: [TemplateListController, TemplatesController, TemplateTrialsController],
  providers: [Templates, TemplateViews, Previews, TestSends],
})
export class TemplatesModule {}
