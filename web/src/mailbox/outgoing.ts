import type { Channel } from '../feed/notification';

/** What a sandbox provider would have sent. */
export interface Outgoing {
  readonly id: string;
  readonly channel: Channel;
  readonly provider: string;
  readonly to: string;
  readonly subject: string | null;
  readonly body: string | null;
  readonly html: string | null;
  readonly at: string;
  readonly headers: Readonly<Record<string, string>> | null;
}

export function header(outgoing: Outgoing, name: string): string | undefined {
  return Object.entries(outgoing.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
}
