import { io } from 'socket.io-client';
import { tellProgress } from '../live/progress';
import type { FeedItem } from './notification';

export type Connection = 'connecting' | 'live' | 'offline';

export interface Listener {
  readonly connection: (state: Connection) => void;
  /** Something may have been missed: fetch again. Also when the server sent us away, to learn why. */
  readonly catchUp: () => void;
  readonly arrived: (item: FeedItem) => void;
  readonly read: (id: string) => void;
  readonly allRead: () => void;
  readonly archived: (id: string) => void;
  readonly counted: (count: number) => void;
}

const BACK_AFTER_REFUSAL_MS = 5_000;

/** Listens until the returned function is called. */
export function listen(token: string, listener: Listener): () => void {
  let knock: ReturnType<typeof setTimeout> | undefined;
  const socket = io('/', {
    auth: { token },
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
  });

  const lost = () => {
    listener.connection('offline');
    if (socket.active) return;
    // The server closed the door itself, so the client would not knock again by its own.
    listener.catchUp();
    clearTimeout(knock);
    knock = setTimeout(() => socket.connect(), BACK_AFTER_REFUSAL_MS);
  };

  socket
    .on('connect', () => {
      listener.connection('live');
      listener.catchUp();
    })
    .on('disconnect', lost)
    .on('connect_error', lost)
    .on('notification:new', listener.arrived)
    .on('notification:read', listener.read)
    .on('notification:read-all', listener.allRead)
    .on('notification:archived', listener.archived)
    .on('message:progress', tellProgress)
    .on('notification:unread-count', ({ count }: { count: number }) => listener.counted(count));

  return () => {
    clearTimeout(knock);
    socket.off();
    socket.disconnect();
  };
}
