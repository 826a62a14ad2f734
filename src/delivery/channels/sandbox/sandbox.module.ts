import { Module } from '@nestjs/common';
import { OutboxController } from './outbox.controller.js';

/** The mailbox of what the sandbox would have sent. */
@Module({ controllers: [OutboxController] })
export class SandboxModule {}
