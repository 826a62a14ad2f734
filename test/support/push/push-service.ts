import { createPublicKey, randomBytes, verify } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import webPush from 'web-push';
import type { Reach } from '../../../src/directory/devices/reach.js';
import { WebPushProvider } from '../../../src/delivery/channels/push/web-push.provider.js';
import type { ProvidersConfig } from '../../../src/platform/config/providers-config.js';
import { testConfig, testProviders } from '../http-app.js';
import { Browser } from './browser.js';
import { TEST_CERTIFICATE, TEST_KEY, trustTestCertificate } from '../test-certificate.js';

/** A push as the browser would see it, and what the service was told beside it. */
export interface Pushed {
  browser: string;
  headers: Record<string, string | string[] | undefined>;
  /** Who sent it, from the signature that was checked. */
  vapid: Record<string, unknown>;
  payload: { web_push: number; notification: Record<string, unknown> };
}

export interface PushAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

export const vapidKeys = webPush.generateVAPIDKeys();

/** The push service of browsers, with the browsers themselves. */
export class PushService {
  readonly pushed: Pushed[] = [];
  answer: (pushed: Pushed, response: ServerResponse) => PushAnswer | undefined = accepted;
  private readonly server: Server;
  private readonly browsers = new Map<string, Browser>();

  private constructor() {
    this.server = createServer({ key: TEST_KEY, cert: TEST_CERTIFICATE }, (request, response) => {
      void (async () => {
        const browser = request.url?.slice(1) ?? '';
        const pushed = {
          browser,
          headers: request.headers,
          ...this.read(browser, request.headers, await buffer(request)),
        };
        this.pushed.push(pushed);
        const answer = this.answer(pushed, response);
        if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
      })();
    });
  }

  static async start(): Promise<PushService> {
    trustTestCertificate();
    const it = new PushService();
    await new Promise<void>((resolve) => it.server.listen(0, '127.0.0.1', resolve));
    return it;
  }

  get host(): string {
    return `localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** What a browser hands out when it subscribes. */
  subscribe(browser: string): string {
    const it = new Browser(`https://${this.host}/${browser}`);
    this.browsers.set(browser, it);
    return it.subscription();
  }

  provider(reach: Reach): WebPushProvider {
    const push: ProvidersConfig['push'] = {
      fcm: undefined,
      vapid: { ...vapidKeys, subject: 'mailto:us@example.test' },
    };
    const webhooks = { allowedHosts: [this.host] };
    return new WebPushProvider(testConfig({ providers: testProviders({ push, webhooks }) }), reach);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private read(name: string, headers: Pushed['headers'], body: Buffer): Pick<Pushed, 'vapid' | 'payload'> {
    const browser = this.browsers.get(name);
    if (!browser) throw new Error(`Nobody has subscribed as ${name}.`);
    return {
      vapid: signedBy(String(headers.authorization)),
      payload: JSON.parse(browser.read(body)) as Pushed['payload'],
    };
  }
}

export const accepted = (): PushAnswer => ({
  status: 201,
  headers: { location: `https://push.example.test/m/${randomBytes(9).toString('base64url')}` },
});

/** The claims of `vapid t=…, k=…`, once their signature has been checked. */
function signedBy(authorization: string): Record<string, unknown> {
  const [, jwt = '', key = ''] = /^vapid t=(\S+), k=(\S+)$/.exec(authorization) ?? [];
  const [header, claims = '', signature = ''] = jwt.split('.');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = Buffer.from(`${header}.${claims}`);
  const genuine = verify(
    'sha256',
    signed,
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!genuine) throw new Error('The signature of VAPID is wrong.');
  return { ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object), key };
}
