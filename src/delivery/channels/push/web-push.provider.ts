import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Dispatcher } from 'undici';
import { Reach, type Reached } from '../../../directory/devices/reach.js';
import { Config } from '../../../platform/config/config.js';
import { Deadline } from '../../deadline.js';
import { call, type Answer } from '../http/call.js';
import { guardedDispatcher, isAllowed } from '../http/guarded.js';
import { ChannelProvider, type Outcome, type Outgoing, type Provider } from '../provider.js';
import { pushOf, type Push } from './compose.js';
import { Turns } from '../turns.js';
import { ringAll, type Rung } from './ring-all.js';
import { Vapid } from './vapid.js';
import { webPushRequest } from './web-push-request.js';
import { aboutThisOne, webPushLost, webPushOutcome } from './web-push-outcome.js';

const AT_ONCE = 50;
/** Whoever made up an endpoint that never answers holds nobody up for longer. */
const LONGEST_ANSWER_MS = 10_000;

/** Push to browsers without Firebase: RFC 8030, encrypted for the browser by RFC 8291, signed by RFC 8292. */
@Injectable()
@ChannelProvider()
export class WebPushProvider implements Provider, OnApplicationShutdown {
  readonly name = 'webpush';
  readonly channels = ['PUSH'] as const;
  readonly configured: boolean;
  private readonly dispatcher: Dispatcher;
  private opened: ReturnType<WebPushProvider['open']> | undefined;

  constructor(
    private readonly config: Config,
    private readonly reach: Reach,
  ) {
    this.configured = config.providers.push.vapid !== undefined;
    this.dispatcher = guardedDispatcher(config.providers.webhooks.allowedHosts);
  }

  async send(batch: readonly Outgoing[], deadline: Deadline): Promise<Outcome[]> {
    const outcomes = await ringAll(batch, deadline, this.reach, {
      service: 'webpush',
      turns: new Turns(AT_ONCE),
      compose: (item) => pushOf(item, this.config),
      ring: (push, device) => this.ring(push, device),
    });
    // What the deadline gave up as well.
    return outcomes.map((each) => (each.kind === 'unknown' ? aboutThisOne(each) : each));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dispatcher.destroy();
  }

  private async ring(push: Push, device: Reached): Promise<Rung> {
    try {
      const { client, vapid } = await (this.opened ??= this.open());
      const home = this.config.http.publicUrl;
      const { endpoint, headers, body } = webPushRequest(push, device, home, vapid, client);
      const soon = new Deadline(LONGEST_ANSWER_MS);
      const answer = await call(endpoint, { headers, body, dispatcher: this.dispatcher }, soon);
      return webPushOutcome(this.tellable(endpoint, answer), `${push.tag}/${device.id}`);
    } catch (error) {
      return webPushLost(error);
    }
  }

  /** Members see why a push has failed, and may have named a service of our own network: its words are not for them. */
  private tellable(endpoint: string, answer: Answer): Answer {
    const isInside = isAllowed(new URL(endpoint), this.config.providers.webhooks.allowedHosts);
    return isInside ? { ...answer, text: '' } : answer;
  }

  /** Loaded for the first push, so that a start without Web Push does not pay for it. */
  private async open() {
    const { default: client } = await import('web-push');
    const keys = this.config.providers.push.vapid;
    if (!keys) throw new Error('Web Push is not configured.');
    return { client, vapid: new Vapid(keys, client) };
  }
}
