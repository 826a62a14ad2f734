import { Body, Controller, Get, HttpCode, Patch, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { Members } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { PreferencesPatch, PreferencesView } from './preferences.dto.js';
import { Preferences } from './preferences.js';

const MANDATORY = { description: 'A type that everybody gets on that channel was switched off.' };

@ApiTags('preferences')
@Members()
@Controller('notifications/preferences')
export class PreferencesController {
  constructor(private readonly preferences: Preferences) {}

  @Get()
  @ApiOperation({ summary: 'What you want to get, how, and when' })
  @ApiOkResponse({ type: PreferencesView })
  async find(@Caller() caller: Caller): Promise<PreferencesView> {
    return await this.preferences.of(caller.userId);
  }

  @Patch()
  @ApiOperation({
    summary: 'Change what is given and answer the whole',
    description:
      'In `types`, null takes a choice back. What waits to leave on a channel that is now off is suppressed at once. ' +
      'What quiet hours hold leaves as soon as the new ones let it; for new ones, everything is looked at before it leaves.',
  })
  @ApiOkResponse({ type: PreferencesView })
  @ApiUnprocessableEntityResponse(MANDATORY)
  async merge(@Caller() caller: Caller, @Body() given: PreferencesPatch): Promise<PreferencesView> {
    return await this.preferences.merge(caller.userId, given);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'The same as PATCH' })
  @ApiOkResponse({ type: PreferencesView })
  @ApiUnprocessableEntityResponse(MANDATORY)
  async mergeByPost(@Caller() caller: Caller, @Body() given: PreferencesPatch): Promise<PreferencesView> {
    return await this.merge(caller, given);
  }

  @Put()
  @ApiOperation({ summary: 'The same as PATCH: what is left out stays as it is' })
  @ApiOkResponse({ type: PreferencesView })
  @ApiUnprocessableEntityResponse(MANDATORY)
  async mergeByPut(@Caller() caller: Caller, @Body() given: PreferencesPatch): Promise<PreferencesView> {
    return await this.merge(caller, given);
  }
}
