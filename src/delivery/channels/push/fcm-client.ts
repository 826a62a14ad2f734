import { getMessaging, type Messaging } from 'firebase-admin/messaging';
import type { App } from 'firebase-admin/app';
import type { Dispatcher } from 'undici';
import { call } from '../http/call.js';
import { Refused } from './fcm-outcome.js';

/**
 * The SDK checks and sends a message and gets the tokens for it; its calls go by connections of ours, which take less
 * than half of what its own do. Those would also repeat what fails, for minutes and without telling anybody, and
 * repeating is the business of the deliveries, which know their deadline. It has no setting for either; the contract
 * suite sees when this fails.
 */
export function messagingOver(app: App, dispatcher: Dispatcher): Messaging {
  const messaging = getMessaging(app);
  const { messagingRequestHandler: handler } = messaging as unknown as { messagingRequestHandler: Handler };
  const own = handler.httpClient;
  handler.httpClient = {
    getToken: () => own.getToken(),
    async send({ url, data, headers }) {
      const authorization = `Bearer ${await own.getToken()}`;
      const answer = await call(url, {
        headers: { ...headers, authorization, 'content-type': 'application/json' },
        body: JSON.stringify(data),
        dispatcher,
      });
      if (answer.status !== 200) throw new Refused(answer);
      return { data: answer.json ?? {}, isJson: () => true };
    },
  };
  return messaging;
}

/** Of the SDK's inside, what is used here. */
interface Handler {
  httpClient: {
    getToken: () => Promise<string>;
    send: (request: Asked) => Promise<{ data: unknown; isJson: () => boolean }>;
  };
}

interface Asked {
  url: string;
  data: object;
  headers: Record<string, string>;
}
