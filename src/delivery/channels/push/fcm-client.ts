import { getMessaging, type Messaging } from 'firebase-admin/messaging';
import type { App } from 'firebase-admin/app';
import type { Dispatcher } from 'undici';
import { Deadline } from '../../deadline.js';
import { call } from '../http/call.js';
import { Refused } from './fcm-outcome.js';

const SHARED_MS = 1_000;

/**
 * The SDK checks and sends a message and gets the tokens for it; its calls go by connections of ours, by which a push
 * costs three quarters of what it does by the SDK's. Those would also repeat what fails, for minutes and without telling
 * anybody, and repeating is the business of the deliveries, which know their deadline. It has no setting for either;
 * the contract suite sees when this fails.
 */
export function messagingOver(app: App, dispatcher: Dispatcher, patienceMs: number): Messaging {
  const messaging = getMessaging(app);
  const { messagingRequestHandler: handler } = messaging as unknown as { messagingRequestHandler: Handler };
  const own = handler.httpClient;
  const deadline = sharedDeadline(patienceMs);
  handler.httpClient = {
    getToken: () => own.getToken(),
    async send({ url, data, headers }) {
      const authorization = `Bearer ${await own.getToken()}`;
      const ours = { ...headers, authorization, 'content-type': 'application/json' };
      const answer = await call(url, { headers: ours, body: JSON.stringify(data), dispatcher }, deadline());
      const { name } = (answer.json ?? {}) as { name?: unknown };
      if (answer.status !== 200 || typeof name !== 'string') throw new Refused(answer);
      return { data: { name }, isJson: () => true };
    },
  };
  return messaging;
}

/**
 * A call keeps its turn until it has ended, also when nobody waits for it any more, so it has to end, however slowly
 * it is answered. Those begun in the same second share a deadline: one for each costs a tenth of a call, and its timer
 * stays for long after.
 */
function sharedDeadline(patienceMs: number): () => Deadline {
  let shared: Deadline | undefined;
  let sharedUntil = 0;
  return () => {
    const now = performance.now();
    if (shared && now < sharedUntil) return shared;
    sharedUntil = now + SHARED_MS;
    return (shared = new Deadline(patienceMs + SHARED_MS));
  };
}

/** Of the SDK's inside, what is used here. */
interface Handler {
  httpClient: {
    getToken: () => Promise<string>;
    send: (request: Asked) => Promise<{ data: object; isJson: () => boolean }>;
  };
}

interface Asked {
  url: string;
  data: object;
  headers: Record<string, string>;
}
