import { Agent, createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { connect, type ConnectionOptions } from 'node:tls';
import type { AddressInfo } from 'node:net';
import type { Credential } from 'firebase-admin/app';
import type { Message } from 'firebase-admin/messaging';
import { Reach } from '../../../src/directory/devices/reach.js';
import { FcmProvider } from '../../../src/delivery/channels/push/fcm.provider.js';
import { testConfig, testProviders } from '../http-app.js';
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
    return it;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  provider(reach: Reach): FcmProvider {
    return new LocalFcm(reach, this);
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
      request.url !== '/v1/projects/munadi-test/messages:send' ||
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
  body: { name: `projects/munadi-test/messages/${++count}` },
});

/** Whatever host it calls, it is ours; the certificate is checked for the host that it means. */
class LocalFcm extends FcmProvider {
  constructor(
    reach: Reach,
    private readonly server: FcmServer,
  ) {
    const fcm = { projectId: 'munadi-test', clientEmail: 'us@munadi-test.test', privateKey: 'none' };
    super(testConfig({ providers: testProviders({ push: { vapid: undefined, fcm } }) }), reach);
  }

  protected override agent(): Agent {
    const agent = super.agent();
    agent.createConnection = (options) =>
      connect({ ...(options as ConnectionOptions), host: '127.0.0.1', port: this.server.port });
    return agent;
  }

  protected override credential(): Promise<Credential> {
    const getAccessToken = async () => ({ access_token: await this.server.token(), expires_in: 3_600 });
    return Promise.resolve({ getAccessToken });
  }
}
