import { Client } from 'pg';
import { afterAll } from 'vitest';

/** Every statement that goes over any connection of the application's own pool from here on, in order. */
export function watchStatements(counts: () => boolean = () => true): () => readonly string[] {
  const seen: string[] = [];
  const original = Object.getOwnPropertyDescriptor(Client.prototype, 'query');
  const query = original?.value as (...args: unknown[]) => unknown;
  Client.prototype.query = function (this: Client, ...args: unknown[]) {
    const [first] = args as [string | { text: string }];
    const named = this as unknown as { connectionParameters: { application_name?: string } };
    if (named.connectionParameters.application_name === 'munadi' && counts()) {
      seen.push(typeof first === 'string' ? first : first.text);
    }
    return query.apply(this, args);
  } as typeof Client.prototype.query;
  afterAll(() => {
    if (original) Object.defineProperty(Client.prototype, 'query', original);
  });
  return () => seen;
}
