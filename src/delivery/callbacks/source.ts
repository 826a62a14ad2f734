import type { News } from './news.js';

/** A callback as it came in, before anybody has believed a word of it. */
export interface Callback {
  /** The body, byte by byte as it was signed. */
  raw: Buffer;
  /** Where it was sent to, as the world sees us; behind a proxy the request says otherwise. */
  url: string;
  readonly header: (name: string) => string | undefined;
}

/** Who calls back. A new one is a file that says how to believe it and how to read it, listed in `Callbacks`. */
export interface Source {
  /** False where nothing is known to check it with: then there is no such address. */
  readonly configured: boolean;
  /** Whether it is who it says, by the raw bytes; nothing is read or written before. */
  trusts(callback: Callback): boolean | Promise<boolean>;
  read(callback: Callback): News | Promise<News>;
}
