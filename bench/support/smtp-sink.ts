import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server in a process of its own, as it would be: takes everything, and answers how much that was. */
let taken = { emails: 0, bytes: 0 };

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onData(stream, _session, done) {
    stream.on('data', (part: Buffer) => (taken.bytes += part.length));
    stream.on('end', () => {
      taken.emails++;
      done();
    });
  },
});

server.listen(0, '127.0.0.1', () => process.send?.((server.server.address() as AddressInfo).port));
process.on('message', () => {
  process.send?.(taken);
  taken = { emails: 0, bytes: 0 };
});
process.on('disconnect', () => process.exit());
