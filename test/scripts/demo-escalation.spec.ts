import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { freePort } from '../support/free-port.js';

const SCRIPT = join(import.meta.dirname, '../../scripts/demo-escalation.mjs');

/** The demo as npm would run it, with shorter steps. */
async function demo(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [SCRIPT, ...args, '--sms', '1', '--email', '4'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, said: out + err };
}

describe('the demo of an escalation', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });

  it(
    'shows what leaves when nobody reads, and that reading stops the rest',
    { timeout: 60_000 },
    async () => {
      const { code, said } = await demo(app.url);
      expect(said).toMatch(
        /Nikhil Rao writes to Meera Patel[^]*Nobody reads it\n +0\.\d s +in the app .*\n +[1-9]\d*\.\d s +SMS +to \+1\d+, in the sandbox\n +(?:[4-9]|\d\d)\.\d s +email +to member@demo\.munadi, in the sandbox\n/,
      );
      expect(said).toMatch(
        /read after the SMS\n.* in the app .*\n.* SMS .*\n.* read .*\n +(?:[7-9]|\d\d)\.\d s +no email +has left: it is CANCELLED\n\n✓ /,
      );
      expect(code).toBe(0);
    },
  );

  it('says what did not happen', { timeout: 60_000 }, async () => {
    const member = await app.as('member@demo.munadi');
    await member.patch('/api/notifications/preferences', { sms: false });
    const { code, said } = await demo(app.url);
    expect(said).toMatch(
      /✗ It did not leave by SMS: it is SUPPRESSED, PREFERENCE_OFF\. GET \S+\/explain says why\.\n$/,
    );
    expect(code).toBe(1);
  });

  it('says that nothing answers', async () => {
    const { code, said } = await demo(`http://127.0.0.1:${await freePort()}`);
    expect(said).toMatch(/^\n✗ Nothing answers at http:\/\/127\.0\.0\.1:\d+\. Run `npm start` .*\n$/);
    expect(code).toBe(1);
  });

  it.each([
    ['an address that is none', ['there'], /Invalid URL/],
    ['steps in the wrong order', ['--email', '1'], /The SMS comes after some seconds/],
    ['an option it does not know', ['--push', '1'], /Unknown option '--push'/],
  ])('refuses %s', async (_what, args, sentence) => {
    const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said = await text(child.stderr);
    expect(said).toMatch(sentence);
    expect(said).toContain('This is how it goes: npm run demo:escalation -- http://localhost:3000');
    expect(child.exitCode ?? (await new Promise((resolve) => child.on('close', resolve)))).toBe(1);
  });
});
