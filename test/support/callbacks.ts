import { Amazon } from '../../src/delivery/callbacks/ses/amazon.js';
import { afterFile } from './after-file.js';
import { startApp, type TestApp } from './app.js';
import { ENVIRONMENT, post, ses, type Signed } from './signed-callbacks.js';
import { SnsServer } from './sns-server.js';

interface Sent {
  id: string;
  messageId: string;
}

/** An application that providers call back, and what a test has to see of it. */
export class Callbacks {
  private constructor(
    readonly app: TestApp,
    readonly sns: SnsServer,
  ) {}

  static async start(): Promise<Callbacks> {
    const sns = await SnsServer.start();
    afterFile(() => sns.close());
    const app = await startApp(ENVIRONMENT);
    app.nest.get(Amazon, { strict: false }).dispatcher = sns.dispatcher;
    return new Callbacks(app, sns);
  }

  clear(): Promise<unknown> {
    return this.app.sql(
      'TRUNCATE deliveries, notifications, messages, suppressions, replies, whatsapp_windows',
    );
  }

  call(signed: Signed): Promise<number> {
    return post(this.app, signed);
  }

  ses(message: object | string, over: Record<string, string> = {}): Signed {
    return ses(this.sns, message, over);
  }

  /** A delivery that its worker is done with. */
  async sent(
    channel: string,
    provider: string,
    providerMessageId: string | null,
    status = 'SENT',
  ): Promise<Sent> {
    const [row] = await this.app.sql<Sent>(
      `WITH said AS (
       INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
       VALUES ('GENERIC', 'EVENT', '{}', ARRAY[$1::channel], 'HIGH', 'important', 'BROADCAST', 'COMPLETED') RETURNING id
     ), noted AS (INSERT INTO notifications (message_id) SELECT id FROM said RETURNING message_id, id)
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, attempt, ready_at, due_at, provider, provider_message_id, sent_at)
     SELECT message_id, id, $1::channel, 'important', $4::delivery_status, 0, 1, now(), now(), $2, $3, now() FROM noted
     RETURNING id, message_id AS "messageId"`,
      [channel, provider, providerMessageId, status],
    );
    if (!row) throw new Error('no delivery');
    return row;
  }

  /** An email goes by a Message-ID that is made of its own id. */
  async emailed(): Promise<string> {
    const { id } = await this.sent('EMAIL', 'smtp', null);
    const messageId = `<${id}@munadi.example.test>`;
    await this.app.sql('UPDATE deliveries SET provider_message_id = $1 WHERE id = $2', [messageId, id]);
    return messageId;
  }

  async state() {
    const rows = await this.app.sql<{ status: string; code: string | null }>(
      'SELECT status, error_code AS code FROM deliveries',
    );
    return rows[0];
  }

  suppressed() {
    return this.app.sql<{ channel: string; address: string; reason: string }>(
      'SELECT channel, address, reason FROM suppressions ORDER BY channel, address',
    );
  }

  /** All rows that a callback may touch. */
  everything() {
    return this.app.sql(
      `SELECT (SELECT jsonb_agg(deliveries ORDER BY id) FROM deliveries) AS deliveries,
              (SELECT jsonb_agg(suppressions) FROM suppressions) AS suppressions,
              (SELECT count(*) FROM replies) AS replies, (SELECT count(*) FROM whatsapp_windows) AS windows`,
    );
  }
}
