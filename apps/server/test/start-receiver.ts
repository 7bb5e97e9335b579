import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { onTestFinished } from 'vitest';

/** A webhook's call as it arrived. */
export interface TakenCall {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: unknown;
}

export interface ReceiverOptions {
  /** The status of each answer, by the number of the call from 0; 204 by default. `undefined`: no answer at all. */
  readonly status?: (call: number) => number | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answer?: string;
  readonly credentials?: { readonly key: Buffer; readonly cert: Buffer };
}

/** A real web server on loopback that takes webhooks. It ends with the test. */
export async function startReceiver({ status = () => 204, headers = {}, answer, credentials }: ReceiverOptions = {}) {
  const calls: TakenCall[] = [];
  const server = credentials === undefined ? createServer() : createTlsServer(credentials);
  server.on('request', (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      calls.push({ headers: request.headers, body, json: body === '' ? undefined : JSON.parse(body) });
      const code = status(calls.length - 1);
      if (code !== undefined) response.writeHead(code, headers).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // a server that listens on a port has such an address
  return { port, url: `${credentials === undefined ? 'http' : 'https'}://127.0.0.1:${port}/hook`, calls };
}
