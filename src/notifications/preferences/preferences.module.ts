import { Module } from '@nestjs/common';
import { UnsubscribeController } from '../unsubscribe/unsubscribe.controller.js';
import { Unsubscribing } from '../unsubscribe/unsubscribing.js';
import { PreferencesController } from './preferences.controller.js';
import { Preferences } from './preferences.js';

/** Has to be opened before the feed, whose `notifications/:id` would answer for it. */
@Module({
  controllers: [PreferencesController, UnsubscribeController],
  providers: [Preferences, Unsubscribing],
})
export class PreferencesModule {}
