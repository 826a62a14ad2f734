import { Injectable } from '@nestjs/common';
import type { Dispatcher } from 'undici';
import { call } from '../../channels/http/call.js';
import { Deadline } from '../../deadline.js';

const PATIENCE_MS = 5_000;

/** Fetches what SNS tells us to fetch. Whoever asks has looked at where it is. */
@Injectable()
export class Amazon {
  /** Whose connections it goes by; the ones that all services share where nobody has others. */
  dispatcher: Dispatcher | undefined;

  /** Undefined where there is no such thing. */
  async fetch(url: string): Promise<string | undefined> {
    const { status, text } = await call(
      url,
      { method: 'GET', headers: {}, dispatcher: this.dispatcher },
      new Deadline(PATIENCE_MS),
    );
    if (status >= 400 && status < 500) return undefined;
    if (status !== 200) throw new Error(`SNS answered ${status}.`);
    return text;
  }
}
