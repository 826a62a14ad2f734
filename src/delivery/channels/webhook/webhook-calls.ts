import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import type { Deadline } from '../../deadline.js';
import { call, NotReached, type Answer } from '../http/call.js';
import { Forbidden, guardedDispatcher } from '../http/guarded.js';
import type { Preset } from './presets.js';
import { signed } from './signature.js';
import { urlFlaw } from './url-flaw.js';

/** Who is called. */
export interface Callee {
  url: string;
  preset: Preset;
  /** Newest first. */
  secrets: readonly string[];
}

/** No endpoint has a worker wait longer for it. */
export const PATIENCE_MS = 15_000;

/** Calls whoever wants to be called, and nobody inside of our own network. */
@Injectable()
export class WebhookCalls implements OnApplicationShutdown {
  private readonly dispatcher;

  constructor(private readonly config: Config) {
    this.dispatcher = guardedDispatcher(config.providers.webhooks.allowedHosts);
  }

  /** Throws as `call` does. The same event has the same id each time. */
  async post(
    { url, preset, secrets }: Callee,
    id: string,
    body: string,
    deadline: Deadline,
  ): Promise<Answer> {
    // What was allowed when it was registered may not be any more.
    const flaw = urlFlaw(url, preset, this.config.providers.webhooks.allowedHosts);
    if (flaw !== undefined) throw new NotReached(`The address ${flaw}.`, { cause: new Forbidden('It') });
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Munadi',
      ...signed(body, id, secrets),
    };
    return await call(url, { headers, body, dispatcher: this.dispatcher }, deadline.within(PATIENCE_MS));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dispatcher.destroy();
  }
}
