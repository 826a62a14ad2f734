import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { Deciding } from './deciding.js';
import { EducationController } from './education/education.controller.js';
import { Enrolments } from './education/enrolments.js';
import { Students } from './education/students.js';
import { Changes } from './events/changes.js';
import { CommunityEvents } from './events/community-events.js';
import { Decisions } from './events/decisions.js';
import { EventsController } from './events/events.controller.js';
import { Nearing } from './events/nearing.js';
import { Registrations } from './events/registrations.js';
import { Reminders } from './events/reminders.js';
import { DueReminders } from './payments/due-reminders.js';
import { Payments } from './payments/payments.js';
import { PaymentsController } from './payments/payments.controller.js';
import { People } from './people.js';
import { RequestDecisions } from './resources/request-decisions.js';
import { ResourceRequests } from './resources/resource-requests.js';
import { ResourcesController } from './resources/resources.controller.js';
import { StatusRequests } from './status-requests/status-requests.js';
import { StatusRequestsController } from './status-requests/status-requests.controller.js';

const CONTROLLERS = [
  EventsController,
  ResourcesController,
  PaymentsController,
  EducationController,
  StatusRequestsController,
];
const BEHIND_THEM = [
  Deciding,
  People,
  CommunityEvents,
  Changes,
  Decisions,
  Reminders,
  Registrations,
  ResourceRequests,
  RequestDecisions,
  Payments,
  DueReminders,
  Students,
  Enrolments,
  StatusRequests,
];
/** What hears facts that their modules have told themselves for later. */
const LISTENERS = [Nearing];

/** The host's own modules: they save what they are about and emit that it happened. */
@Module({})
export class SourcesModule {
  /** An api answers their calls; where events are relayed, they hear them. */
  static forRole({ role }: Pick<Config, 'role'>): DynamicModule {
    const api = role !== 'worker';
    const works = role !== 'api';
    return {
      module: SourcesModule,
      controllers: api ? CONTROLLERS : [],
      providers: [...(api ? BEHIND_THEM : []), ...(works ? LISTENERS : [])],
    };
  }
}
