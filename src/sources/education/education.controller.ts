import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Members } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { idPipe } from '../../platform/http/id-pipe.js';
import { nextLink } from '../../platform/http/next-link.js';
import { PageQuery } from '../../platform/http/page-query.js';
import { Enrol, RegisterStudent } from './education.dto.js';
import { CourseView, EnrolmentView, StudentView } from './education.view.js';
import { Enrolments, noSuchCourse } from './enrolments.js';
import { Students } from './students.js';

@ApiTags('education')
@Members()
@Controller()
export class EducationController {
  constructor(
    private readonly students: Students,
    private readonly enrolments: Enrolments,
  ) {}

  @Post('students')
  @ApiOperation({
    summary: 'Register a student, as the person, a head of theirs or ADMIN; doing so again is harmless',
  })
  @ApiCreatedResponse({ type: StudentView })
  @ApiForbiddenResponse({ description: 'It is somebody whom you do not lead.' })
  @ApiNotFoundResponse({ description: 'There is no such school, or no such person.' })
  @ApiConflictResponse({ description: 'The person is not of the community of the school.' })
  async register(@Caller() caller: Caller, @Body() student: RegisterStudent): Promise<StudentView> {
    return await this.students.register(caller, student);
  }

  @Get('courses')
  @ApiOperation({ summary: 'The courses, newest first; `Link: rel="next"` leads on' })
  @ApiOkResponse({ type: [CourseView] })
  async courses(
    @Query() query: PageQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CourseView[]> {
    const courses = await this.enrolments.courses(query);
    const last = courses.at(-1);
    if (last && courses.length === query.limit) response.setHeader('Link', nextLink(request, last.id));
    return courses;
  }

  @Post('courses/:id/enrolments')
  @ApiOperation({
    summary: 'Enrol a student, as the person, a head of theirs or ADMIN; doing so again is harmless',
  })
  @ApiCreatedResponse({ type: EnrolmentView })
  @ApiForbiddenResponse({ description: 'It is somebody whom you do not lead.' })
  @ApiNotFoundResponse({ description: 'There is no such course, or no such person.' })
  @ApiConflictResponse({ description: 'The person is no student of the school.' })
  async enrol(
    @Caller() caller: Caller,
    @Param('id', idPipe(noSuchCourse)) id: string,
    @Body() { userId }: Enrol,
  ): Promise<EnrolmentView> {
    return await this.enrolments.enrol(caller, id, userId);
  }
}
