import { createServer, request as send } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

import { onTestFinished } from 'vitest';

/** An HTTP proxy on a port of its own that counts what passes, tunnels included, or refuses those. It ends with the test. */
export async function startProxy({ refusesTunnels = false } = {}) {
  let requests = 0;
  const onTunnelEnd: (() => void)[] = [];
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
  server.on('connect', ({ url = '' }, client) => {
    requests += 1;
    if (refusesTunnels) return void client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const { hostname, port } = new URL(`http://${url}`);
    const onward = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(client);
      client.pipe(onward);
    });
    onward.on('error', () => client.destroy());
    client.on('error', () => onward.destroy());
    onTunnelEnd.push(() => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const end of onTunnelEnd) end();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // a server that listens on a port has such an address
  return { url: `http://127.0.0.1:${port}`, requests: () => requests };
}
