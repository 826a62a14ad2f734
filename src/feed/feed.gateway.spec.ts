import { SignJWT } from 'jose';
import { io } from 'socket.io-client';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../test/support/app.js';
import { describeOnEachBackend } from '../../test/support/backends.js';
import { Listener } from '../../test/support/listener.js';
import { Config } from '../platform/config/config.js';
import { Realtime } from '../platform/realtime/realtime.js';

const NOBODYS = '01937b6e-7c00-7000-8000-000000000001';

describeOnEachBackend('the sockets of the feed', (backend) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await backend.startApp();
  });

  const idOf = async (email: string) => {
    const [row] = await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]);
    return row?.id ?? '';
  };
  const say = (userId: string, word: string) => app.nest.get(Realtime).toUser(userId, 'word', word);

  async function tokenUntil(email: string, expiresAt: Date): Promise<string> {
    const { tokens } = app.nest.get(Config);
    if (tokens.algorithm !== 'HS256') throw new Error('The tests sign with a secret.');
    return await new SignJWT({ sub: await idOf(email), iss: tokens.issuer, aud: tokens.audience })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime(expiresAt)
      .sign(tokens.secret);
  }

  describe('a token that ends', () => {
    const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000);
    const connected = async (expiresAt: Date) => {
      const { socket } = await Listener.connect(app.url, await tokenUntil('member@demo.munadi', expiresAt));
      return socket;
    };

    it('ends its socket', async () => {
      // It is accepted for 5 seconds more, as everywhere.
      const socket = await connected(inSeconds(-3));
      const reason = await new Promise((resolve) => socket.once('disconnect', resolve));
      expect(reason).toBe('io server disconnect');
    });

    it.each([3_600, 400 * 86_400])('in %d seconds does not do so now', async (seconds) => {
      const socket = await connected(inSeconds(seconds));
      expect(await socket.timeout(5_000).emitWithAck('presence:ping')).toEqual({ success: true });
      expect(socket.connected).toBe(true);
      socket.close();
    });
  });

  it('tell who comes back as somebody else nothing of who was there before', async () => {
    const [first, second] = ['member@demo.munadi', 'family-head@demo.munadi'] as const;
    const [firstId, secondId] = [await idOf(first), await idOf(second)];
    const socket = io(app.url, {
      auth: { token: await app.token(first) },
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
    });
    const heard: string[] = [];
    socket.on('word', (word: string) => heard.push(word));
    const next = (event: 'connect' | 'word') => new Promise((resolve) => socket.once(event, resolve));
    await next('connect');
    const word = next('word');
    say(firstId, 'to the first');
    await word;

    socket.auth = { token: await app.token(second) };
    const back = next('connect');
    socket.io.engine.close();
    say(firstId, 'to the first, who is away');
    await back;
    const last = next('word');
    say(firstId, 'to the first again');
    say(secondId, 'to the second');
    await last;
    expect(heard).toEqual(['to the first', 'to the second']);
    socket.close();
  });

  it('acknowledge what they refuse, whatever came with it', async () => {
    const live = await app.socket('member@demo.munadi');
    const refused = { success: false, error: 'notification:read takes the id of a notification.' };
    expect(await live.ask('notification:read')).toEqual(refused);
    expect(await live.ask('notification:read', 'no id')).toEqual(refused);
    expect(await live.ask('notification:read', { id: NOBODYS }, 'and more')).toEqual(refused);
    expect(await live.ask('notification:read', NOBODYS)).toEqual({ success: true, updatedCount: 0 });
  });
});
