import twilio from 'twilio';
import type { Deadline } from '../../deadline.js';
import { call, type Answer } from '../http/call.js';

const TWILIO = 'https://api.twilio.com';

export interface Account {
  accountSid: string;
  authToken: string;
  baseUrl: string | undefined;
}

/** The fields of a message, as Twilio names them. */
export interface Fields {
  To: string;
  Body: string;
  From?: string;
  MessagingServiceSid?: string;
  StatusCallback?: string;
}

/**
 * Twilio's SDK over the connections that all services share, until a deadline; one for each batch costs little. It is
 * asked for the bare answer: the model that `messages.create` makes of it takes as long as sending it does.
 */
export function twilioUntil(deadline: Deadline, { accountSid, authToken, baseUrl }: Account) {
  const client = new twilio.Twilio(accountSid, authToken, {
    httpClient: new PooledClient(deadline, baseUrl),
  });
  const uri = `${TWILIO}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  return async (fields: Fields): Promise<Answer> => {
    const response = (await client.request({ method: 'post', uri, data: fields })) as { body: Answer };
    return response.body;
  };
}

class PooledClient extends twilio.RequestClient {
  private readonly baseUrl: string;

  constructor(
    private readonly deadline: Deadline,
    baseUrl = TWILIO,
  ) {
    super();
    this.baseUrl = baseUrl.replace(/\/$/, '');
  }

  /** Whatever the status: what it means is for us to say, and Retry-After is in the headers. */
  override async request(options: Parameters<twilio.RequestClient['request']>[0]) {
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
    return { statusCode: answer.status, body: answer as never, headers: answer.headers };
  }
}
