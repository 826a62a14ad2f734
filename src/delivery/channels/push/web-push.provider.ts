import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Dispatcher } from 'undici';
import { Reach, type Reached } from '../../../directory/devices/reach.js';
import { subscriptionOf } from '../../../directory/devices/subscription.js';
import { Config } from '../../../platform/config/config.js';
import { Deadline } from '../../deadline.js';
import { call } from '../http/call.js';
import { guardedDispatcher } from '../http/guarded.js';
import { ChannelProvider, type Outcome, type Outgoing, type Provider } from '../provider.js';
import { pushOf, type Push } from './compose.js';
import { ringAll, type Rung } from './ring-all.js';
import { webPushLost, webPushOutcome } from './web-push-outcome.js';

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

  constructor(
    private readonly config: Config,
    private readonly reach: Reach,
  ) {
    this.configured = config.providers.push.vapid !== undefined;
    this.dispatcher = guardedDispatcher(config.providers.webhooks.allowedHosts);
  }

  async send(batch: readonly Outgoing[], deadline: Deadline): Promise<Outcome[]> {
    const ring = (item: Outgoing, device: Reached) => this.ring(pushOf(item, this.config), device);
    return await ringAll(batch, deadline, this.reach, { service: 'webpush', atOnce: AT_ONCE, ring });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dispatcher.destroy();
  }

  private async ring(push: Push, device: Reached): Promise<Rung> {
    try {
      const { endpoint, headers, body } = await this.request(push, device);
      const soon = new Deadline(LONGEST_ANSWER_MS);
      const answer = await call(endpoint, { headers, body, dispatcher: this.dispatcher }, soon);
      return webPushOutcome(answer, `${push.tag}/${device.id}`);
    } catch (error) {
      return webPushLost(error);
    }
  }

  private async request(push: Push, device: Reached) {
    const { default: webPush } = await import('web-push');
    const { urgent, ttlSeconds, tag } = push;
    const details = webPush.generateRequestDetails(
      subscriptionOf(device.token),
      payloadOf(push, this.config),
      {
        vapidDetails: this.config.providers.push.vapid,
        TTL: ttlSeconds,
        urgency: urgent ? 'high' : 'normal',
        topic: tag,
      },
    );
    const { endpoint, body } = details;
    // All of them text: undici takes no numbers.
    const headers = Object.fromEntries(
      Object.entries(details.headers as Record<string, string | number>).map(([name, value]) => [
        name,
        String(value),
      ]),
    );
    return { endpoint, headers, body: body ?? undefined };
  }
}

/**
 * As Declarative Web Push has it, which a browser that knows it shows even without a service worker; any other
 * hands it to the worker of the page.
 */
function payloadOf({ title, body, tag, link, data, locale }: Push, config: Config): string {
  const navigate = link ?? config.http.publicUrl;
  return JSON.stringify({ web_push: 8030, notification: { title, body, lang: locale, tag, navigate, data } });
}
