// `npm run demo:escalation`: against a running Munadi, shows how what nobody reads goes on to the next channel, and
// how reading stops it. Another address: `npm run demo:escalation -- http://localhost:3001`, or MUNADI_URL.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, styleText } from 'node:util';

const ADMIN = 'admin@demo.munadi';
const MEMBER = 'member@demo.munadi';
const WAYS = { IN_APP: 'in the app', SMS: 'SMS', EMAIL: 'email' };
const OVER = ['FAILED', 'CANCELLED', 'SUPPRESSED', 'UNKNOWN'];
/** A tick comes every second, and a busy machine takes its time. */
const PATIENCE_SECONDS = 15;
const AFTERWARDS_SECONDS = 3;

class Demo extends Error {}

const paint = process.stdout.hasColors?.() ? styleText : (_style, text) => text;
const say = (text = '') => console.log(text);
const sayAt = (seconds, what, more) =>
  say(`  ${paint('cyan', `${seconds.toFixed(1).padStart(5)} s`)}   ${what.padEnd(11)}${paint('dim', more)}`);

try {
  await play(asked());
} catch (error) {
  if (!(error instanceof Demo)) throw error;
  console.error(`\n${paint('red', '✗')} ${error.message}`);
  process.exitCode = 1;
}

async function play({ url, sms, email }) {
  const admin = await signIn(url, ADMIN);
  const member = await signIn(url, MEMBER);
  const people = { admin, member };
  const steps = [
    { channel: 'SMS', afterSeconds: sms },
    { channel: 'EMAIL', afterSeconds: email },
  ];
  say(`\n${admin.user.name} writes to ${member.user.name}: in the app now,`);
  say(`by SMS after ${sms} seconds, by email after ${email}, each only if it is still unread.`);

  say(`\n${paint('bold', 'Nobody reads it')}`);
  const unread = await send(people, steps, 'Dinner', 'At eight, at ours.');
  for (const channel of Object.keys(WAYS)) await leaves(people, unread, channel, email);

  say(`\n${paint('bold', 'It is read after the SMS')}`);
  const read = await send(people, steps, 'Breakfast', 'At nine, in the garden.');
  for (const channel of ['IN_APP', 'SMS']) await leaves(people, read, channel, email);
  await member.call('PATCH', `/notifications/${read.id}/read`);
  sayAt(elapsed(read), 'read', `by ${member.user.name}, in the app`);
  await neverLeaves(people, read, email);

  say(`\n${paint('green', '✓')} What is read goes no further.\n`);
}

/** Waits for a channel's turn and says when it came. */
async function leaves({ admin }, notification, channel, lastStep) {
  const giveUp = lastStep + PATIENCE_SECONDS;
  for (;;) {
    const { sentAt, provider, ...delivery } = await deliveryBy(channel, admin, notification);
    if (sentAt) {
      const [mail] = provider === 'sandbox' ? await outbox(admin, delivery) : [];
      if (provider === 'sandbox' && !mail)
        throw new Demo(`The sandbox has no ${WAYS[channel]} of it, though it is ${delivery.status}.`);
      const seconds = (Date.parse(sentAt) - Date.parse(notification.createdAt)) / 1_000;
      const where = mail
        ? `to ${mail.to}, in the sandbox`
        : channel === 'IN_APP'
          ? 'in the feed'
          : `by ${provider}`;
      sayAt(Math.max(0, seconds), WAYS[channel], where);
      return;
    }
    if (OVER.includes(delivery.status) || elapsed(notification) > giveUp) {
      const why = delivery.reason ?? delivery.error ?? '';
      const until = delivery.status === 'SCHEDULED' ? ` until ${delivery.scheduledFor}` : '';
      throw new Demo(
        `It did not leave by ${WAYS[channel]}: it is ${[delivery.status + until, why].filter(Boolean).join(', ')}. ` +
          `GET /api/notifications/${notification.id}/explain says why.`,
      );
    }
    await sleep(100);
  }
}

async function neverLeaves({ admin }, notification, email) {
  await sleep((email + AFTERWARDS_SECONDS - elapsed(notification)) * 1_000);
  const delivery = await deliveryBy('EMAIL', admin, notification);
  const mails = await outbox(admin, delivery);
  if (delivery.status !== 'CANCELLED' || mails.length > 0)
    throw new Demo(`The email should never have left, and it is ${delivery.status}.`);
  sayAt(elapsed(notification), 'no email', `has left: it is ${delivery.status}`);
}

async function send({ admin, member }, steps, subject, message) {
  const demo = randomUUID();
  await admin.call('POST', '/notifications', {
    type: 'ANNOUNCEMENT',
    channels: Object.keys(WAYS),
    escalation: { steps },
    recipientIds: [member.user.id],
    subject,
    message,
    data: { demo },
  });
  const feed = await member.call('GET', '/notifications?limit=20');
  const item = feed.find(({ data }) => data?.demo === demo);
  if (!item) throw new Demo(`${member.user.name} does not find it in the feed.`);
  return { ...item, sentAtMs: performance.now() };
}

function elapsed({ sentAtMs }) {
  return (performance.now() - sentAtMs) / 1_000;
}

async function deliveryBy(channel, caller, { id }) {
  const { deliveries } = await caller.call('GET', `/notifications/${id}/delivery-status`);
  return deliveries.find((each) => each.channel === channel);
}

async function outbox(admin, { id, channel }) {
  const mails = await admin.call('GET', `/sandbox/outbox?channel=${channel}&limit=100`);
  return mails.filter(({ deliveryId }) => deliveryId === id);
}

async function signIn(url, email) {
  const call = (method, path, body, token) => ask(`${url}/api${path}`, method, body, token);
  const { accessToken, user } = await call('POST', '/auth/demo-login', { email });
  return { user, call: (method, path, body) => call(method, path, body, accessToken) };
}

async function ask(url, method, body, token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const request = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const reply = await fetch(url, request).catch(() => {
    throw new Demo(
      `Nothing answers at ${new URL(url).origin}. Run \`npm start\` in another window, or say where Munadi is: npm run demo:escalation -- http://localhost:3001`,
    );
  });
  const answer = await reply.json().catch(() => ({}));
  if (reply.ok) return answer;
  if (url.endsWith('/auth/demo-login'))
    throw new Demo(
      'Nobody of the demo is there. Start Munadi without a DATABASE_URL, or with MUNADI_DEMO=1.',
    );
  throw new Demo(`${method} ${url} answered ${reply.status}: ${answer.detail ?? 'nothing that it explains'}`);
}

function asked() {
  const options = { sms: { type: 'string' }, email: { type: 'string' } };
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const { sms, email } = { sms: Number(values.sms ?? 5), email: Number(values.email ?? 10) };
    if (!(sms > 0 && email > sms)) throw new Error('The SMS comes after some seconds, the email after more.');
    const { origin } = new URL(positionals[0] ?? process.env.MUNADI_URL ?? 'http://localhost:3000');
    return { url: origin, sms, email };
  } catch (error) {
    console.error(`${error.message}\nThis is how it goes: npm run demo:escalation -- http://localhost:3000`);
    process.exit(1);
  }
}
