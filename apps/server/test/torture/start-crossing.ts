import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { PKIMessage } from '@crypto-cmp/cmp';
import { decode } from '@crypto-cmp/der';

/** Below this path every kur is refused for its signer, and every ir taken. */
export const NO_KUR_PATH = '/cmp/no-kur';

/**
 * Stands between console and CA, and is slow on both ways: what happens at a random moment then happens in the middle of
 * an exchange, before the CA has the message, or after it and before its answer is back.
 */
export async function startCrossing(target: string, delayMs: () => number) {
  let seen = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    // A console that is killed leaves half of a connection.
    incoming.on('error', () => undefined).on('data', (chunk: Buffer) => chunks.push(chunk));
    outgoing.on('error', () => undefined);
    incoming.on('end', () => {
      const message = Buffer.concat(chunks);
      seen += 1;
      setTimeout(() => {
        const headers = { 'content-type': incoming.headers['content-type'] ?? '' };
        const forwarded = request(`${target}${pathFor(incoming.url ?? '', message)}`, { method: 'POST', headers });
        forwarded.on('error', () => outgoing.destroy());
        forwarded.on('response', (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () => {
            setTimeout(() => {
              outgoing.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] ?? '' });
              outgoing.end(Buffer.concat(parts));
            }, delayMs());
          });
        });
        forwarded.end(message);
      }, delayMs());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port, // a server that listens on a port has such an address
    /** Waits until so many more messages have come, but no longer than that. */
    async pass(count: number, longestMs: number) {
      const [enough, giveUpAt] = [seen + count, performance.now() + longestMs];
      while (seen < enough && performance.now() < giveUpAt) await sleep(5);
    },
    async close() {
      server.closeAllConnections();
      await server[Symbol.asyncDispose]();
    },
  };
}

function pathFor(path: string, message: Uint8Array): string {
  if (path !== NO_KUR_PATH) return path;
  return decode(PKIMessage, message).body.value.type === 'kur' ? '/cmp/faults/error/certRevoked' : '/cmp';
}
