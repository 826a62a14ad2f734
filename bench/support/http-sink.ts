import { createServer as createPlain, type RequestListener } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';

/**
 * Services in a process of their own, as they would be: an SMS service in plain HTTP, and FCM and the push services
 * of all browsers over TLS. They take everything, at once or after as long as they are told, and answer how much that was.
 */
let taken = 0;
let afterMs = 0;
const taking =
  (answer: (path: string) => [number, Record<string, string>, string]): RequestListener =>
  (request, response) => {
    const take = () => {
      taken++;
      const [status, headers, body] = answer(request.url ?? '');
      response.writeHead(status, headers).end(body);
    };
    request.resume().on('end', () => {
      if (afterMs > 0) setTimeout(take, afterMs);
      else take();
    });
  };

const JSON_TYPE = { 'content-type': 'application/json' };
const sms = taking(() => [201, JSON_TYPE, `{"sid":"SM${taken}","status":"queued","price":null}`]);
const push = taking((path) =>
  path.startsWith('/v1/')
    ? [200, JSON_TYPE, `{"name":"projects/munadi-test/messages/${taken}"}`]
    : [201, { location: `https://localhost/m/${taken}` }, ''],
);

process.once('message', (certificate: { key: string; cert: string }) => {
  const servers = [createPlain(sms), createSecure(certificate, push)];
  const ports = servers.map(
    (server) =>
      new Promise<number>((resolve) => {
        server.keepAliveTimeout = 60_000;
        server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
      }),
  );
  void Promise.all(ports).then(([smsPort, pushPort]) => {
    process.send?.({ sms: smsPort, push: pushPort });
    process.on('message', (asked: 'how many?' | number) => {
      if (typeof asked === 'number') afterMs = asked;
      process.send?.(taken);
      taken = 0;
    });
  });
});
process.on('disconnect', () => process.exit());
