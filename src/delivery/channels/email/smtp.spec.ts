import { createServer, type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testConfig, testProviders } from '../../../../test/support/http-app.js';
import { outgoing as anOutgoing } from '../../../../test/support/outgoing.js';
import { Deadline } from '../../deadline.js';
import type { Outgoing } from '../provider.js';
import { SmtpProvider } from './smtp.provider.js';

const received: string[] = [];
/** The parts of an email, as a reader's program would show them. */
const partsOf = (mail: string) =>
  mail
    .split(/^--.*$/m)
    .slice(1)
    .map((part) => Buffer.from(part.split('\r\n\r\n')[1] ?? '', 'base64').toString());
const refuse = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

/** A real SMTP server that decides by the address. */
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onRcptTo({ address }, _session, done) {
    if (address.startsWith('gone')) done(refuse(550, 'No such user'));
    else if (address.startsWith('busy')) done(refuse(451, 'Try again later'));
    else done();
  },
  onData(stream, session, done) {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      received.push(Buffer.concat(parts).toString());
      // It has the message, and goes away before it says so.
      if (session.envelope.rcptTo[0]?.address.startsWith('vanish'))
        server.connections.forEach((each) => each.close());
      else if (session.envelope.rcptTo[0]?.address.startsWith('drip')) setTimeout(done, 1_500);
      else done();
    });
  },
});
let provider: SmtpProvider;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  provider = providerOn((server.server.address() as AddressInfo).port);
});
afterAll(async () => {
  await provider.onApplicationShutdown();
  await new Promise<void>((resolve) => server.close(resolve));
});

const providerOn = (port: number) =>
  new SmtpProvider(
    testConfig({
      providers: testProviders({
        email: {
          ...testProviders().email,
          from: 'Munadi <munadi@example.test>',
          smtp: { host: '127.0.0.1', port, secure: false, user: undefined, pass: undefined, pool: 2 },
        },
      }),
    }),
  );

const patience = new Deadline(30_000);
const send = (batch: Outgoing[], deadline = patience) => provider.send(batch, deadline);

const outgoing = (to: string, said?: Outgoing['said']) => anOutgoing({ to, ...(said && { said }) });

describe('email over SMTP', () => {
  it('arrives with both parts, a stable Message-ID and a link', async () => {
    expect(await send([outgoing('meera@example.test')])).toEqual([
      { kind: 'sent', providerMessageId: '<01937b6e-7c00-7000-8000-000000000001@localhost>' },
    ]);
    const mail = received.at(-1) ?? '';
    expect(mail).toContain('Message-ID: <01937b6e-7c00-7000-8000-000000000001@localhost>');
    expect(mail).toContain('Content-Type: text/plain');
    expect(mail).toContain('Content-Type: text/html');
    const [text, html] = partsOf(mail);
    expect(text).toContain('It is approved.\n\nhttp://localhost/events/7\n');
    expect(html).toContain('href="http://localhost/events/7"');
    expect(mail).toMatch(/^From: Munadi <munadi@example\.test>/m);
  });

  it('answers for each item by itself', async () => {
    const outcomes = await send(
      ['gone@example.test', 'busy@example.test', 'ok@example.test'].map((to) => outgoing(to)),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['reject', 'retry', 'sent']);
    expect(outcomes).toMatchObject([{ code: 'SMTP_550', address: 'BOUNCED' }, { code: 'SMTP_451' }, {}]);
  });

  it('lets no text of a person break into the headers or the page', async () => {
    const subject = 'Hello\r\nBcc: everybody@example.test\u2028';
    await send([outgoing('meera@example.test', { title: subject, message: '<script>alert(1)</script>' })]);
    const mail = received.at(-1) ?? '';
    expect(mail.slice(0, mail.indexOf('\r\n\r\n'))).not.toMatch(/^Bcc:/m);
    expect(mail).toMatch(/^Subject: Hello Bcc: everybody@example\.test$/m);
    const [text, html] = partsOf(mail);
    expect(text).toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script>');
  });

  it('asks no server for an address that is none, and refuses one that cannot be made alone', async () => {
    const before = received.length;
    const outcomes = await send([
      outgoing('meera@example.test, everybody@example.test'),
      outgoing('meera@example.test', { title: 'Hall', message: undefined as unknown as string }),
      outgoing('meera@example.test'),
    ]);
    expect(outcomes).toMatchObject([
      { kind: 'nowhere', reason: 'INVALID_ADDRESS' },
      { kind: 'reject', code: 'WORDING' },
      { kind: 'sent' },
    ]);
    expect(received).toHaveLength(before + 1);
  });

  it('tries again when the server cannot be reached', async () => {
    const nowhere = providerOn(1);
    expect(await nowhere.send([outgoing('meera@example.test')], patience)).toMatchObject([{ kind: 'retry' }]);
    await nowhere.onApplicationShutdown();
  });

  it('does not claim to know when the answer is lost', async () => {
    expect(await send([outgoing('vanish@example.test')])).toEqual([{ kind: 'unknown', down: true }]);
    expect(received.at(-1)).toContain('vanish@example.test');
  });

  it('sends nothing more once its deadline has passed', async () => {
    const before = received.length;
    const outcomes = await send([outgoing('meera@example.test')], new Deadline(0));
    expect(outcomes).toMatchObject([{ kind: 'held' }]);
    expect(received).toHaveLength(before);
  });

  it('gives up a conversation that drips, and only that one', async () => {
    const outcomes = await send(
      [outgoing('drip@example.test'), outgoing('meera@example.test')],
      new Deadline(400),
    );
    expect(outcomes).toMatchObject([{ kind: 'unknown' }, { kind: 'sent' }]);
  });

  it.each([
    ['greets', () => 0],
    ['answers to who we are', () => 1],
    ['takes the address', () => 3],
    ['asks for the text', () => 4],
  ])('knows that nothing has left for a server that never %s', async (_what, answers) => {
    const stopping = createServer((socket) => {
      let left = answers();
      const answer = (line: string) => left-- > 0 && socket.write(line);
      answer('220 hello\r\n');
      socket.on('data', () => answer('250 fine\r\n')).on('error', () => {});
    });
    await new Promise<void>((resolve) => stopping.listen(0, '127.0.0.1', resolve));
    const hanging = providerOn((stopping.address() as AddressInfo).port);
    expect(await hanging.send([outgoing('meera@example.test')], new Deadline(500))).toMatchObject([
      { kind: 'retry', code: 'EABORT', down: true },
    ]);
    await hanging.onApplicationShutdown();
    await new Promise((resolve) => stopping.close(resolve));
  });

  it('does not know what became of an email where the server answers out of step', async () => {
    const answers = [
      '220 hello\r\n',
      '250 fine\r\n',
      '250 fine\r\n',
      '250 fine\r\n250 fine\r\n',
      '354 go on\r\n',
    ];
    const confused = createServer((socket) => {
      const left = [...answers];
      const answer = () => socket.write(left.shift() ?? '250 taken\r\n');
      answer();
      socket.on('data', answer).on('error', () => {});
    });
    await new Promise<void>((resolve) => confused.listen(0, '127.0.0.1', resolve));
    const provider = providerOn((confused.address() as AddressInfo).port);
    expect(await provider.send([outgoing('meera@example.test')], new Deadline(2_000))).toMatchObject([
      { kind: 'unknown', down: true },
    ]);
    await provider.onApplicationShutdown();
    await new Promise((resolve) => confused.close(resolve));
  });

  it('does not blame the address when the server refuses us', async () => {
    const rude = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onConnect: (_s, done) => done(refuse(554, 'Blocked')),
    });
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    const refused = providerOn((rude.server.address() as AddressInfo).port);
    expect(await refused.send([outgoing('meera@example.test')], patience)).toMatchObject([{ kind: 'retry' }]);
    await refused.onApplicationShutdown();
    await new Promise<void>((resolve) => rude.close(resolve));
  });
});
