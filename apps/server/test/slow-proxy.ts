import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

import { onTestFinished } from 'vitest';

/**
 * An HTTP proxy that is slow on both ways, so that whatever happens at a random moment happens in the middle of an
 * exchange: before the CA has the message, or after it and before its answer is back.
 *
 * @returns its port
 */
export async function startSlowProxy(target: string, delayMs: () => number): Promise<number> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('error', () => undefined).on('data', (chunk: Buffer) => chunks.push(chunk));
    outgoing.on('error', () => undefined);
    incoming.on('end', () => {
      setTimeout(() => {
        const forwarded = request(`${target}${incoming.url ?? ''}`, {
          method: incoming.method ?? 'POST',
          headers: { 'content-type': incoming.headers['content-type'] ?? '' },
        });
        forwarded.on('error', () => outgoing.destroy());
        forwarded.on('response', (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => parts.push(chunk));
          answer.on('end', () => {
            setTimeout(() => {
              outgoing.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] ?? '' });
              outgoing.end(Buffer.concat(parts));
            }, delayMs());
          });
        });
        forwarded.end(Buffer.concat(chunks));
      }, delayMs());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port; // a server that listens on a port has such an address
}
