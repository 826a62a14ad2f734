import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Callbacks } from '../support/callbacks.js';
import { bounced, meta, msg91, sendgrid, SNS, TOPIC, twilio } from '../support/signed-callbacks.js';

let world: Callbacks;

beforeAll(async () => {
  world = await Callbacks.start();
});
beforeEach(() => world.clear());

describe('a callback that is signed by its provider', () => {
  it('of Twilio says what became of an SMS', async () => {
    const { id, messageId } = await world.sent('SMS', 'twilio', 'SM1');
    const about = `?delivery=${messageId}.${id}`;
    expect(await world.call(await twilio({ MessageSid: 'SM1', MessageStatus: 'queued' }, about))).toBe(200);
    expect(await world.state()).toMatchObject({ status: 'SENT' });
    const failed = { MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30003' };
    expect(await world.call(await twilio(failed, about))).toBe(200);
    expect(await world.state()).toEqual({ status: 'FAILED', code: 'TWILIO_30003' });
    expect(await world.call(await twilio({ MessageSid: 'SM1', MessageStatus: 'delivered' }, about))).toBe(
      200,
    );
    expect(await world.state()).toEqual({ status: 'DELIVERED', code: null });
  });

  it('of Twilio decides what a worker that died has left in the dark', async () => {
    const { id, messageId } = await world.sent('SMS', 'twilio', null, 'UNKNOWN');
    await world.app.sql('UPDATE deliveries SET provider = NULL, sent_at = NULL');
    const form = { MessageSid: 'SM7', MessageStatus: 'sent' };
    expect(await world.call(await twilio(form, `?delivery=${messageId}.${id}`))).toBe(200);
    expect(await world.state()).toMatchObject({ status: 'SENT' });
  });

  it.each([
    [{ requestId: 'r1', status: '1', desc: 'DELIVERED', number: '919812345678' }, 'DELIVERED'],
    [[{ requestId: 'r1', report: [{ number: '919812345678', status: '2', desc: 'FAILED' }] }], 'FAILED'],
    [{ requestId: 'r1', status: 'Delivered', telNum: '919812345678' }, 'DELIVERED'],
    [{ requestId: 'r1', status: '8', desc: 'SUBMITTED' }, 'SENT'],
  ])('of MSG91 says it in one of its shapes: %j', async (body, status) => {
    await world.sent('SMS', 'msg91', 'r1');
    expect(await world.call(msg91(body))).toBe(200);
    expect(await world.state()).toMatchObject({ status });
  });

  it('of MSG91 may be a form', async () => {
    await world.sent('SMS', 'msg91', 'r1');
    const data = JSON.stringify([{ requestId: 'r1', report: [{ status: '1', desc: 'DELIVERED' }] }]);
    const form = msg91({});
    form.headers['content-type'] = 'application/x-www-form-urlencoded';
    expect(await world.call({ ...form, body: new URLSearchParams({ data }).toString() })).toBe(200);
    expect(await world.state()).toMatchObject({ status: 'DELIVERED' });
  });

  it('of MSG91 that is faster than the worker waits for it a little', async () => {
    await world.sent('SMS', 'msg91', null, 'SENDING');
    const called = world.call(msg91({ requestId: 'r1', status: '1', desc: 'DELIVERED' }));
    await sleep(400);
    await world.app.sql(`UPDATE deliveries SET status = 'SENT', provider_message_id = 'r1'`);
    expect(await called).toBe(200);
    expect(await world.state()).toMatchObject({ status: 'DELIVERED' });
  });

  it('of Meta says it of WhatsApp, where having read it there is having got it', async () => {
    const { id, messageId } = await world.sent('WHATSAPP', 'meta', 'wamid.1');
    const status = { id: 'wamid.1', timestamp: '1795000000', biz_opaque_callback_data: `${messageId}.${id}` };
    expect(await world.call(meta({ statuses: [{ ...status, status: 'read' }] }))).toBe(200);
    expect(await world.state()).toMatchObject({ status: 'DELIVERED' });
    const [noted] = await world.app.sql('SELECT read_at FROM notifications');
    expect(noted).toEqual({ read_at: null });
  });

  it('of SES says that an email bounced, and nobody writes to that address again', async () => {
    const messageId = await world.emailed();
    expect(await world.call(world.ses(bounced(messageId)))).toBe(200);
    expect(await world.state()).toEqual({ status: 'FAILED', code: 'SES_BOUNCE_PERMANENT_GENERAL' });
    expect(await world.suppressed()).toEqual([
      { channel: 'EMAIL', address: 'gone@example.test', reason: 'BOUNCED' },
    ]);
  });

  it('of SES with its older signature, of a bounce that may pass, suppresses nobody', async () => {
    const messageId = await world.emailed();
    expect(await world.call(world.ses(bounced(messageId, 'Transient'), { SignatureVersion: '1' }))).toBe(200);
    expect(await world.state()).toMatchObject({ status: 'FAILED' });
    expect(await world.suppressed()).toEqual([]);
  });

  it('of SES about a complaint is heard as a wish', async () => {
    const messageId = await world.emailed();
    const complaint = {
      eventType: 'Complaint',
      complaint: { complainedRecipients: [{ emailAddress: 'meera@example.test' }] },
      mail: { headers: [{ name: 'Message-ID', value: messageId }] },
    };
    expect(await world.call(world.ses(complaint))).toBe(200);
    expect(await world.state()).toMatchObject({ status: 'DELIVERED' });
    expect(await world.suppressed()).toEqual([
      { channel: 'EMAIL', address: 'meera@example.test', reason: 'UNSUBSCRIBED' },
    ]);
  });

  it('of SNS that asks whether we want it is answered where SNS is, and only there', async () => {
    const confirm = (SubscribeURL: string) =>
      world.ses('You have chosen to subscribe', {
        Type: 'SubscriptionConfirmation',
        Token: 't',
        SubscribeURL,
      });
    world.sns.asked.length = 0;
    expect(await world.call(confirm(`${SNS}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=t`))).toBe(
      200,
    );
    expect(world.sns.asked.filter((each) => each.includes('ConfirmSubscription'))).toHaveLength(1);
    expect(await world.call(confirm('https://169.254.169.254/?Action=ConfirmSubscription'))).toBe(200);
    expect(world.sns.asked.filter((each) => each.includes('ConfirmSubscription'))).toHaveLength(1);
  });

  it('of SendGrid says all that has happened since, and opening is no reading', async () => {
    const messageId = await world.emailed();
    const at = Math.floor(Date.now() / 1_000);
    const event = (what: string, more: object = {}) => ({
      'smtp-id': messageId,
      email: 'Meera@Example.Test',
      event: what,
      timestamp: at,
      ...more,
    });
    expect(await world.call(sendgrid([event('processed'), event('delivered'), event('open')]))).toBe(200);
    expect(await world.state()).toMatchObject({ status: 'DELIVERED' });
    expect(await world.app.sql('SELECT read_at FROM notifications')).toEqual([{ read_at: null }]);
    await world.call(sendgrid([event('bounce', { type: 'blocked', reason: '554 not today' })]));
    expect(await world.suppressed()).toEqual([]);
    await world.call(sendgrid([event('group_unsubscribe')]));
    expect(await world.suppressed()).toEqual([
      { channel: 'EMAIL', address: 'meera@example.test', reason: 'UNSUBSCRIBED' },
    ]);
  });

  it.each([
    ['bounce', { type: 'bounce', reason: '550 no such user' }, 'BOUNCED'],
    ['dropped', { reason: 'Bounced Address' }, 'BOUNCED'],
    ['dropped', { reason: 'Unsubscribed Address' }, 'UNSUBSCRIBED'],
    ['dropped', { reason: 'Invalid SMTPAPI header' }, undefined],
  ])('of SendGrid about %s %j makes the address %s', async (event, more, reason) => {
    const messageId = await world.emailed();
    await world.call(sendgrid([{ 'smtp-id': messageId, email: 'meera@example.test', event, ...more }]));
    expect(await world.state()).toMatchObject({ status: 'FAILED' });
    expect((await world.suppressed()).map((each) => each.reason)).toEqual(
      reason === undefined ? [] : [reason],
    );
  });

  it('about what is not ours is taken, and changes nothing', async () => {
    await world.emailed();
    const before = await world.everything();
    expect(
      await world.call(await twilio({ MessageSid: 'SM9', MessageStatus: 'delivered' }, '?delivery=x')),
    ).toBe(200);
    expect(await world.call(meta({ statuses: [{ id: 'wamid.9', status: 'delivered' }] }))).toBe(200);
    expect(await world.call(sendgrid([{ 'smtp-id': '<a@b.test>', event: 'delivered' }]))).toBe(200);
    expect(await world.call(world.ses({ notificationType: 'Delivery', mail: {} }))).toBe(200);
    expect(await world.call(msg91({ requestId: 'r9', status: '1' }))).toBe(200);
    expect(await world.everything()).toEqual(before);
  });

  it('shows a failure among the dead letters', async () => {
    await world.sent('SMS', 'msg91', 'r1');
    await world.call(msg91({ requestId: 'r1', status: '2', desc: 'FAILED' }));
    const admin = await world.app.as('admin@demo.munadi');
    const { body } = await admin.get<{ errorCode: string }[]>('/api/admin/dead-letters');
    expect(body).toMatchObject([{ channel: 'SMS', status: 'FAILED', errorCode: 'MSG91_2', error: 'FAILED' }]);
  });

  it('that something has failed brings the next step of an escalation forward, once', async () => {
    await world.sent('SMS', 'msg91', 'r1');
    await world.app.sql(
      `UPDATE messages SET strategy = 'ESCALATION', channels = '{SMS,EMAIL}',
              timings = '[{"name":"default","delays":[600,2400]}]'`,
    );
    await world.app.sql(
      `INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
       SELECT message_id, notification_id, 'EMAIL', lane, 'SCHEDULED', 0, now() + interval '30 minutes', now() + interval '30 minutes'
         FROM deliveries`,
    );
    const failed = msg91({ requestId: 'r1', status: '2', desc: 'FAILED' });
    expect(await Promise.all([world.call(failed), world.call(failed)])).toEqual([200, 200]);
    const due = `SELECT status FROM deliveries WHERE channel = 'EMAIL' AND due_at <= now()`;
    expect(await world.app.sql(due)).toEqual([{ status: 'SCHEDULED' }]);
  });

  it('is counted: what was news, what was not, and what is about nothing of ours', async () => {
    await world.sent('SMS', 'msg91', 'r1');
    const counts = async () => {
      const { body } = await world.app.anonymous.get<string>('/metrics');
      return ['applied', 'known', 'unmatched'].map((outcome) =>
        Number(
          new RegExp(`munadi_callbacks_total{provider="msg91",outcome="${outcome}"} (\\d+)`).exec(body)?.[1],
        ),
      );
    };
    const before = await counts();
    for (const requestId of ['r1', 'r1', 'r2']) await world.call(msg91({ requestId, status: '1' }));
    const after = await counts();
    expect(after.map((count, place) => count - (before[place] ?? 0))).toEqual([1, 1, 1]);
  });

  it('that we have died over is told again, and ends the same', async () => {
    const bounce = world.ses(bounced(await world.emailed()));
    await world.app.sql('ALTER TABLE deliveries RENAME TO deliveries_away');
    const first = await world.call(bounce);
    await world.app.sql('ALTER TABLE deliveries_away RENAME TO deliveries');
    expect(first).toBe(500);
    expect(await world.call(bounce)).toBe(200);
    expect(await world.state()).toMatchObject({ status: 'FAILED' });
    expect(await world.suppressed()).toHaveLength(1);
  });
});
