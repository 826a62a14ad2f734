import type { Credential } from 'firebase-admin/app';
import { Agent, buildConnector } from 'undici';
import type { Reach } from '../../../src/directory/devices/reach.js';
import { FcmProvider } from '../../../src/delivery/channels/push/fcm.provider.js';
import { testConfig, testProviders } from '../http-app.js';

export const PROJECT = 'munadi-test';

/** Where FCM is played, what our service account is given, and for how long an answer is waited for. */
export interface PlayedFcm {
  port: () => number;
  token: () => Promise<string>;
  patienceMs?: number | undefined;
}

/** Whatever host the SDK calls, it is ours; the certificate is checked for the host that it means. */
export class LocalFcm extends FcmProvider {
  protected override readonly patienceMs: number;

  constructor(
    reach: Reach,
    private readonly played: PlayedFcm,
  ) {
    const fcm = { projectId: PROJECT, clientEmail: `us@${PROJECT}.test`, privateKey: 'none' };
    super(testConfig({ providers: testProviders({ push: { vapid: undefined, fcm } }) }), reach);
    this.patienceMs = played.patienceMs ?? 15_000;
  }

  protected override connections(options: Agent.Options): Agent {
    const connect = buildConnector({ allowH2: options.allowH2 });
    const here = { hostname: '127.0.0.1', protocol: 'https:' };
    return super.connections({
      ...options,
      connect: ({ hostname }, done) =>
        connect({ ...here, servername: hostname, port: String(this.played.port()) }, done),
    });
  }

  protected override credential(): Promise<Credential> {
    const getAccessToken = async () => ({ access_token: await this.played.token(), expires_in: 3_600 });
    return Promise.resolve({ getAccessToken });
  }
}
