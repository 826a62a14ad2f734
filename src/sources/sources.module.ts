import { Module } from '@nestjs/common';
import { Deciding } from './deciding.js';
import { EducationController } from './education/education.controller.js';
import { Enrolments } from './education/enrolments.js';
import { Students } from './education/students.js';
import { CommunityEvents } from './events/community-events.js';
import { Decisions } from './events/decisions.js';
import { EventsController } from './events/events.controller.js';
import { Registrations } from './events/registrations.js';
import { Payments } from './payments/payments.js';
import { PaymentsController } from './payments/payments.controller.js';
import { People } from './people.js';
import { RequestDecisions } from './resources/request-decisions.js';
import { ResourceRequests } from './resources/resource-requests.js';
import { ResourcesController } from './resources/resources.controller.js';
import { StatusRequests } from './status-requests/status-requests.js';
import { StatusRequestsController } from './status-requests/status-requests.controller.js';

/** The host's own modules: they save what they are about and emit that it happened. Opened in an api. */
@Module({
  controllers: [
    EventsController,
    ResourcesController,
    PaymentsController,
    EducationController,
    StatusRequestsController,
  ],
  providers: [
    Deciding,
    People,
    CommunityEvents,
    Decisions,
    Registrations,
    ResourceRequests,
    RequestDecisions,
    Payments,
    Students,
    Enrolments,
    StatusRequests,
  ],
})
export class SourcesModule {}
