import { createSecureServer, type Http2ServerRequest } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TEST_CERTIFICATE, TEST_KEY, trustTestCertificate } from './test-certificate.js';

/** A service that speaks HTTP/2 with all who can. Of the calls that are under way it breaks the connection of one. */
export async function modernServer(answer: string): Promise<{ port: number; close: () => void }> {
  trustTestCertificate();
  let calls = 0;
  const secrets = { key: TEST_KEY, cert: TEST_CERTIFICATE, allowHTTP1: true };
  const server = createSecureServer(secrets, (request, response) => {
    const { stream, socket } = request as Partial<Http2ServerRequest>;
    const breaks = ++calls === 10;
    request.resume().on('error', () => {});
    void sleep(breaks ? 50 : 200).then(() => {
      if (breaks) return void (stream?.session ?? socket)?.destroy();
      if (stream?.destroyed !== true) response.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
