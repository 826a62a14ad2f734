import twilio from 'twilio';
import type { Deadline } from '../../deadline.js';
import { call, type Answer } from '../http/call.js';

export const TWILIO = 'https://api.twilio.com';

/** Twilio has answered that it did not take it. The SDK's own error knows no headers, and so no Retry-After. */
export class TwilioRefusal extends Error {
  constructor(readonly answer: Answer) {
    super(`Twilio answered ${answer.status}`);
  }
}

export interface Account {
  accountSid: string;
  authToken: string;
  baseUrl: string | undefined;
}

/** Twilio's SDK over the connections that all services share, until a deadline. It costs little enough to have one for each batch. */
export const twilioUntil = (deadline: Deadline, { accountSid, authToken, baseUrl = TWILIO }: Account) =>
  new twilio.Twilio(accountSid, authToken, { httpClient: new PooledClient(deadline, baseUrl) });

class PooledClient extends twilio.RequestClient {
  private readonly baseUrl: string;

  constructor(
    private readonly deadline: Deadline,
    baseUrl: string,
  ) {
    super();
    this.baseUrl = baseUrl.replace(/\/$/, '');
  }

  override async request<Body>(options: Parameters<twilio.RequestClient['request']>[0]) {
    const { uri, username, password, headers, data } = options;
    const answer = await call(
      uri.replace(TWILIO, this.baseUrl),
      {
        headers: {
          ...(headers as Record<string, string>),
          authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        },
        body: new URLSearchParams(data as Record<string, string>).toString(),
      },
      this.deadline,
    );
    if (answer.status < 200 || answer.status > 299) throw new TwilioRefusal(answer);
    // What is no JSON has no sid either.
    return { statusCode: answer.status, body: (answer.json ?? {}) as Body, headers: answer.headers };
  }
}
