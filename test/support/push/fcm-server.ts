import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import type { Message } from 'firebase-admin/messaging';
import type { Reach } from '../../../src/directory/devices/reach.js';
import { LocalFcm, PROJECT } from './local-fcm.js';
import { TEST_CERTIFICATE, TEST_KEY, trustTestCertificate } from '../test-certificate.js';

export interface Given {
  token: string;
  message: Message & Record<string, unknown>;
}
export interface FcmAnswer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

const FCM_ERROR = 'type.googleapis.com/google.firebase.fcm.v1.FcmError';

/** A refusal as FCM writes it; its own code is in the details. */
export const refusal = (
  code: number,
  status: string,
  errorCode?: string,
  more: { details?: object[]; headers?: Record<string, string> } = {},
): FcmAnswer => ({
  status: code,
  headers: more.headers,
  body: {
    error: {
      code,
      status,
      message: `It says ${status}.`,
      details: [...(errorCode ? [{ '@type': FCM_ERROR, errorCode }] : []), ...(more.details ?? [])],
    },
  },
});

/** FCM as the SDK sees it, over TLS. */
export class FcmServer {
  readonly given: Given[] = [];
  /** What a message is answered; undefined where nobody answers. */
  answer: (given: Given, response: ServerResponse) => FcmAnswer | undefined = taken;
  /** What our service account is given; it fails where Google does not take the account. */
  token = (): Promise<string> => Promise.resolve('a token');
  private readonly server: Server;
  private port = 0;

  private constructor() {
    this.server = createServer(
      { key: TEST_KEY, cert: TEST_CERTIFICATE, keepAlive: true },
      (request, response) => {
        void this.handle(request, response);
      },
    );
  }

  static async start(): Promise<FcmServer> {
    trustTestCertificate();
    const it = new FcmServer();
    await new Promise<void>((resolve) => it.server.listen(0, '127.0.0.1', resolve));
    it.port = (it.server.address() as AddressInfo).port;
    return it;
  }

  provider(reach: Reach, patienceMs?: number): LocalFcm {
    return new LocalFcm(reach, { port: () => this.port, token: () => this.token(), patienceMs });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const reply = ({ status, body: said, headers }: FcmAnswer) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof said === 'string' ? said : JSON.stringify(said));
    };
    if (
      request.url !== `/v1/projects/${PROJECT}/messages:send` ||
      request.headers.authorization !== 'Bearer a token'
    )
      return reply(refusal(401, 'UNAUTHENTICATED'));
    const { message } = JSON.parse(body) as { message: Given['message'] };
    const given = { token: (message as { token: string }).token, message };
    this.given.push(given);
    const answer = this.answer(given, response);
    if (answer) reply(answer);
  }
}

let count = 0;
export const taken = (): FcmAnswer => ({
  status: 200,
  body: { name: `projects/${PROJECT}/messages/${++count}` },
});
