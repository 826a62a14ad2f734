import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { App, Credential } from 'firebase-admin/app';
import type { Messaging } from 'firebase-admin/messaging';
import { Agent } from 'undici';
import { Reach, type Reached } from '../../../directory/devices/reach.js';
import { Config } from '../../../platform/config/config.js';
import type { Deadline } from '../../deadline.js';
import { ONE_EACH } from '../http/call.js';
import { ChannelProvider, type Outcome, type Outgoing, type Provider } from '../provider.js';
import { Turns } from '../turns.js';
import { pushOf, type Push } from './compose.js';
import { fcmMessage } from './fcm-message.js';
import { fcmOutcome } from './fcm-outcome.js';
import { ringAll, type Rung } from './ring-all.js';

/** At 50 ms an answer, a thousand pushes a second. */
const AT_ONCE = 50;
const CONNECTIONS: Agent.Options = {
  ...ONE_EACH,
  connections: AT_ONCE,
  // Shorter than FCM keeps one that nobody uses, so that a push never meets one that is just being closed.
  keepAliveTimeout: 60_000,
};

type Key = NonNullable<Config['providers']['push']['fcm']>;

/**
 * Push by Firebase. Each device is a call of its own, as it is for the SDK's `sendEach` too; that one opens a
 * connection for each batch and cannot be stopped half-way, so what the deadline leaves over would be sent after it.
 */
@Injectable()
@ChannelProvider()
export class FcmProvider implements Provider, OnApplicationShutdown {
  readonly name = 'fcm';
  readonly channels = ['PUSH'] as const;
  readonly configured: boolean;
  protected readonly patienceMs: number = 15_000;
  private readonly turns = new Turns(AT_ONCE);
  private opened: ReturnType<FcmProvider['open']> | undefined;

  constructor(
    private readonly config: Config,
    private readonly reach: Reach,
  ) {
    this.configured = config.providers.push.fcm !== undefined;
  }

  async send(batch: readonly Outgoing[], deadline: Deadline): Promise<Outcome[]> {
    return await ringAll(batch, deadline, this.reach, {
      service: 'fcm',
      turns: this.turns,
      compose: (item) => pushOf(item, this.config),
      ring: (push, device) => this.ring(push, device),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    const opened = await this.opened?.catch(() => undefined);
    if (!opened) return;
    await opened.connections.destroy();
    const { deleteApp } = await import('firebase-admin/app');
    await deleteApp(opened.app);
  }

  /** The way to FCM. */
  protected connections(options: Agent.Options): Agent {
    return new Agent(options);
  }

  /** What tokens are got with. */
  protected async credential(key: Key): Promise<Credential> {
    const { cert } = await import('firebase-admin/app');
    // A copy, because the SDK writes into what it is given.
    return cert({ ...key });
  }

  private async ring(push: Push, device: Reached): Promise<Rung> {
    try {
      const { messaging } = await (this.opened ??= this.open());
      return { kind: 'sent', providerMessageId: await messaging.send(fcmMessage(push, device.token)) };
    } catch (error) {
      return fcmOutcome(error);
    }
  }

  /** Loaded for the first push, so that a start without Firebase does not pay for it. */
  private async open(): Promise<{ app: App; connections: Agent; messaging: Messaging }> {
    const { initializeApp } = await import('firebase-admin/app');
    const { messagingOver } = await import('./fcm-client.js');
    const { fcm } = this.config.providers.push;
    if (!fcm) throw new Error('Push by Firebase is not configured.');
    const credential: Credential = { getAccessToken: () => this.accessToken(fcm) };
    const app = initializeApp({ credential, projectId: fcm.projectId }, crypto.randomUUID());
    const connections = this.connections(CONNECTIONS);
    return { app, connections, messaging: messagingOver(app, connections, this.patienceMs) };
  }

  /**
   * The SDK keeps it, and gets a new one before it expires. All pushes wait for that, and who asks has no patience of
   * its own and would stay with a question that is never answered: so each time another one asks.
   */
  private async accessToken(fcm: Key): ReturnType<Credential['getAccessToken']> {
    const credential = await this.credential(fcm);
    const tooLong = sleep(this.patienceMs, undefined, { ref: false }).then(() => {
      throw new Error('Google gave no token in time.');
    });
    return await Promise.race([credential.getAccessToken(), tooLong]);
  }
}
