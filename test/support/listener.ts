import { io, type Socket } from 'socket.io-client';
import { eventually } from './eventually.js';

/** A connected socket that remembers all it heard, so that a test may ask after the fact. */
export class Listener {
  readonly heard: { event: string; payload: unknown }[] = [];
  private taken = new Set<object>();

  private constructor(readonly socket: Socket) {
    socket.onAny((event: string, payload: unknown) => this.heard.push({ event, payload }));
  }

  /** Resolves when connected; rejects with what the server said when it refuses. */
  static async connect(url: string, token: string | undefined): Promise<Listener> {
    const socket = io(url, {
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    const listener = new Listener(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => {
        socket.close();
        reject(error);
      });
    });
    return listener;
  }

  /** The next of these events that was not taken yet, waiting for it where it has not come. */
  async next<Payload = unknown>(event: string, timeout = 5_000): Promise<Payload> {
    const found = await eventually(
      () => {
        const one = this.heard.find((each) => each.event === event && !this.taken.has(each));
        if (!one) throw new Error(`No ${event} within ${timeout} ms; heard: ${this.names()}`);
        return one;
      },
      { timeout },
    );
    this.taken.add(found);
    return found.payload as Payload;
  }

  /** Emits and waits for the acknowledgement. */
  ask<Answer = unknown>(event: string, ...payload: unknown[]): Promise<Answer> {
    return this.socket.timeout(5_000).emitWithAck(event, ...payload) as Promise<Answer>;
  }

  close(): void {
    this.socket.close();
  }

  private names(): string {
    return this.heard.map(({ event }) => event).join(', ') || 'nothing';
  }
}
