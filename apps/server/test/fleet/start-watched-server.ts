import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

import { PKIMessage } from '@crypto-cmp/cmp';
import { decode, toHex } from '@crypto-cmp/der';

/** A CA server of its own, as far as the console can see, that counts what comes. */
export interface WatchedServer {
  readonly port: number;
  /** Transactions that were under way at once, at most: from the first message to the answer to the last. */
  mostAtOnce(): number;
  /** Transactions that have begun within any minute, at most. */
  mostInAMinute(): number;
  close(): Promise<void>;
}

/** Stands before a lab CA that grants no implicit confirmation: a transaction ends with its pkiConf, or with an error. */
export async function startWatchedServer(target: string, delayMs: number): Promise<WatchedServer> {
  const [underWay, begun] = [new Set<string>(), new Map<string, number>()];
  let mostAtOnce = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('error', () => undefined).on('data', (chunk: Buffer) => chunks.push(chunk));
    outgoing.on('error', () => undefined);
    incoming.on('end', () => {
      const message = Buffer.concat(chunks);
      const transaction = transactionOf(message);
      if (!begun.has(transaction)) {
        begun.set(transaction, performance.now());
        underWay.add(transaction);
        mostAtOnce = Math.max(mostAtOnce, underWay.size);
      }
      const headers = { 'content-type': incoming.headers['content-type'] ?? '' };
      const forwarded = request(`${target}${incoming.url ?? ''}`, { method: 'POST', headers });
      forwarded.on('error', () => outgoing.destroy());
      forwarded.on('response', (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const bytes = Buffer.concat(parts);
          setTimeout(() => {
            // Before the answer is on its way: by then the console may have begun the next one.
            if (isLast(bytes)) underWay.delete(transaction);
            outgoing.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] ?? '' });
            outgoing.end(bytes);
          }, delayMs);
        });
      });
      forwarded.end(message);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port, // a server that listens on a port has such an address
    mostAtOnce: () => mostAtOnce,
    mostInAMinute: () => mostWithin([...begun.values()], 60_000),
    async close() {
      server.closeAllConnections();
      await server[Symbol.asyncDispose]();
    },
  };
}

function transactionOf(message: Uint8Array): string {
  return toHex(decode(PKIMessage, message).header.value.transactionID ?? new Uint8Array());
}

function isLast(answer: Uint8Array): boolean {
  return ['pkiconf', 'error'].includes(decode(PKIMessage, answer).body.value.type);
}

/** @param times in their order */
function mostWithin(times: readonly number[], milliseconds: number): number {
  let [most, first] = [0, 0];
  for (const [index, time] of times.entries()) {
    while ((times[first] ?? time) <= time - milliseconds) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
