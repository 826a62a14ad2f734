import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { Roles } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { DecideExperiment, ExperimentSummary, ExperimentView } from './experiments.dto.js';
import { Experiments } from './experiments.js';

@ApiTags('operators')
@Roles('ADMIN')
@Controller('admin/experiments')
export class ExperimentsController {
  constructor(private readonly experiments: Experiments) {}

  @Get()
  @ApiOperation({
    summary: 'The experiments with steps of escalation, also those that are no longer declared',
  })
  @ApiOkResponse({ type: [ExperimentSummary] })
  async list(): Promise<ExperimentSummary[]> {
    return await this.experiments.list();
  }

  @Get(':name')
  @ApiOperation({ summary: 'How its variants have done so far' })
  @ApiOkResponse({ type: ExperimentView })
  @ApiNotFoundResponse()
  async show(@Param('name') name: string): Promise<ExperimentView> {
    return await this.experiments.show(name);
  }

  @Post(':name/winner')
  @HttpCode(200)
  @ApiOperation({ summary: 'Declare the variant whose steps everybody has from now on' })
  @ApiOkResponse({ type: ExperimentSummary })
  @ApiNotFoundResponse()
  @ApiConflictResponse({ description: 'Another one has won already.' })
  @ApiUnprocessableEntityResponse({ description: 'It has no such variant.' })
  async decide(
    @Caller() caller: Caller,
    @Param('name') name: string,
    @Body() { variant }: DecideExperiment,
  ): Promise<ExperimentSummary> {
    return await this.experiments.decide(caller, name, variant);
  }
}
