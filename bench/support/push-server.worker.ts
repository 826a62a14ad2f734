import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

/** Takes every push at once, on a thread of its own: FCM, and the push service of every browser. */
let count = 0;
const server = createServer(workerData as { key: string; cert: string }, (request, response) => {
  request.resume().on('end', () => {
    count++;
    if (request.url?.startsWith('/v1/')) response.end(`{"name":"projects/munadi-test/messages/${count}"}`);
    else response.writeHead(201, { location: `https://localhost/m/${count}` }).end();
  });
});
// A port of threads, which knows no origins.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
