import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Members } from '../identity/access.js';
import { Caller } from '../identity/caller.js';
import { Audiences } from './audiences.js';
import { ScopeView } from './scope.view.js';

@ApiTags('audiences')
@Members()
@Controller('audiences')
export class ScopesController {
  constructor(private readonly audiences: Audiences) {}

  @Get('scopes')
  @ApiOperation({ summary: 'The groups that you may address; none, where you lead none' })
  @ApiOkResponse({ type: [ScopeView] })
  async scopes(@Caller() caller: Caller): Promise<ScopeView[]> {
    return await this.audiences.scopes(caller);
  }
}
