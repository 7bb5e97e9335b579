import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

import { onTestFinished } from 'vitest';

/** An HTTP proxy on a port of its own that counts what passes. It ends with the test. */
export async function startProxy() {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const { method, headers, url = '' } = request;
    const onward = send(url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // a server that listens on a port has such an address
  return { url: `http://127.0.0.1:${port}`, requests: () => requests };
}
