import { Module } from '@nestjs/common';
import { PreferencesController } from './preferences.controller.js';
import { Preferences } from './preferences.js';

/** Has to be opened before the feed, whose `notifications/:id` would answer for it. */
@Module({ controllers: [PreferencesController], providers: [Preferences] })
export class PreferencesModule {}
