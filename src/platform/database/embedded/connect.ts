import { Client, DatabaseError } from 'pg';
import { CannotStart } from '../../config/cannot-start.js';

export const SUPERUSER = 'munadi';

export const connectionUrl = (port: number, password: string, database: string) =>
  `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;

/** A connection to the maintenance database, or nothing while the server does not take any. */
export async function tryToConnect(port: number, password: string): Promise<Client | undefined> {
  const url = connectionUrl(port, password, 'postgres');
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A connection that breaks later fails the query that waits for it.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code?.startsWith('28') !== true) return undefined;
    throw new CannotStart(
      'The password kept in the home folder (database-password) is not that of the private database; put the right file back.',
      { cause: error },
    );
  }
}
