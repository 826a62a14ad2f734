import { Injectable } from '@nestjs/common';
import { theseUsers } from '../../audience/audience.js';
import type { Caller } from '../../identity/caller.js';
import { Planner } from '../../notifications/planning/planner.js';
import { FILE } from '../../notifications/templates/template-key.js';
import { HAS_SUBJECT } from '../../notifications/templates/templatable.js';
import type { Channel } from '../../notifications/vocabulary.js';
import { Database } from '../../platform/database/database.js';
import { forbidden, unexpected } from '../../platform/errors/app-error.js';
import type { Addressed } from './address.js';
import { Previews } from './previews.js';
import type { TestTemplate } from './templates.dto.js';
import type { TestSentView } from './templates.view.js';
import { addressOfMember, plannedTest } from './test-sends.sql.js';

const MARK = '[Test]';

/**
 * A text with its sample, sent to whoever asks for it. It is a message like any other, so that it takes the way that
 * the real ones take; and a CRITICAL one, so that neither the night nor a digest holds it back.
 */
@Injectable()
export class TestSends {
  constructor(
    private readonly database: Database,
    private readonly planner: Planner,
    private readonly previews: Previews,
  ) {}

  async send(caller: Caller, at: Addressed, { version, to }: TestTemplate): Promise<TestSentView> {
    const { channel } = at.key;
    await this.refuseOthers(caller, channel, to);
    const said = await this.previews.said(caller, at, { version });
    const accepted = await this.planner.accept({
      type: at.templatable.type,
      cause: { origin: 'MEMBER', senderId: caller.userId },
      audience: theseUsers(caller.userId),
      channels: [channel],
      priority: 'CRITICAL',
      values: {},
      content: HAS_SUBJECT[channel]
        ? { subject: `${MARK} ${said.title}`, message: said.message }
        : { message: `${MARK} ${said.message}` },
      // The text is worded already: what is published for what people write would word it again.
      templateVersion: FILE,
    });
    const planned = accepted && (await plannedTest(this.database, accepted.messageId));
    if (!planned) throw unexpected(new Error('A test was accepted and not planned'));
    return { messageId: accepted.messageId, channel, ...planned };
  }

  private async refuseOthers(caller: Caller, channel: Channel, to: string | undefined): Promise<void> {
    if (to === undefined) return;
    const own = await addressOfMember(this.database, caller.userId, channel);
    if (own?.toLowerCase() === to.trim().toLowerCase()) return;
    throw forbidden('A test goes to your own address only. Leave `to` out.');
  }
}
