import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { seedDemo } from './seed-demo.js';

/** Seeds before the application listens, so that the first caller can sign in. Only opened in a demo. */
@Injectable()
export class DemoSeed implements OnModuleInit {
  private readonly logger = new Logger(DemoSeed.name);

  constructor(private readonly database: Database) {}

  async onModuleInit(): Promise<void> {
    if (await seedDemo(this.database)) this.logger.log('The demo community has moved in');
  }
}
