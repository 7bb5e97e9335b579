import { request } from 'node:http';
import { createServer, type Socket } from 'node:net';

import { PKIMessage } from '@crypto-cmp/cmp';
import { decode } from '@crypto-cmp/der';

import type { AtEnd } from './start-console.ts';

/** What becomes of an answer on its way back. The CA has had the message each time. */
export const POISONS = {
  delay: 'comes late, but in time',
  'after-total-time': 'comes when nobody waits any more',
  silence: 'never comes, and the connection stays open',
  close: 'is a closed connection',
  reset: 'is a reset connection',
  'cut-in-header': 'breaks off in its header',
  'cut-in-body': 'breaks off in the middle of its body',
  'reset-in-body': 'is reset in the middle of its body',
  drip: 'drips, octet by octet',
  garbage: 'is no HTTP',
} as const;
export type Poison = keyof typeof POISONS;

export interface ToxicProxyOptions {
  /** The lab CA. */
  readonly target: string;
  /** Of the messages that are poisoned. */
  readonly bodyType: string;
  readonly poison: Poison;
  /** How many of them. */
  readonly times: number;
  readonly atEnd: AtEnd;
}

/**
 * Stands between console and CA, on the level of octets, and does something bad to the answers to messages of one type.
 *
 * @returns its port
 */
export async function startToxicProxy({ target, bodyType, poison, times, atEnd }: ToxicProxyOptions): Promise<number> {
  const sockets = new Set<Socket>();
  let left = times;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    let received = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const message = takeRequest(received);
      if (message === undefined) return;
      received = Buffer.from(message.rest);
      void forward(target, message.path, message.body).then((answer) => {
        const isMeant = decode(PKIMessage, message.body).body.value.type === bodyType;
        if (!isMeant || left <= 0) return void socket.write(Buffer.concat([answer.head, answer.body]));
        left -= 1;
        return apply(poison, socket, answer);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return address.port;
}

interface Answer {
  readonly head: Buffer;
  readonly body: Buffer;
}

async function apply(poison: Poison, socket: Socket, { head, body }: Answer): Promise<void> {
  const middle = Math.floor(body.length / 2);
  switch (poison) {
    case 'delay':
      await pause(500);
      socket.write(Buffer.concat([head, body]));
      return;
    case 'after-total-time':
      await pause(20_000);
      socket.write(Buffer.concat([head, body]));
      return;
    case 'silence':
      return;
    case 'close':
      socket.end();
      return;
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'cut-in-header':
      socket.end(head.subarray(0, 20));
      return;
    case 'cut-in-body':
      socket.end(Buffer.concat([head, body.subarray(0, middle)]));
      return;
    case 'reset-in-body':
      socket.write(Buffer.concat([head, body.subarray(0, middle)]), () => socket.resetAndDestroy());
      return;
    case 'drip':
      for (const octet of Buffer.concat([head, body])) {
        if (socket.destroyed) return;
        socket.write(Buffer.of(octet));
        await pause(100);
      }
      return;
    case 'garbage':
      socket.end(Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46]));
      return;
  }
}

function takeRequest(received: Buffer) {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = received.subarray(0, headEnd).toString('latin1');
  const [, path = '/'] = /^POST (\S+) /.exec(head) ?? [];
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? '0');
  const end = headEnd + 4 + length;
  if (received.length < end) return undefined;
  return { path, body: received.subarray(headEnd + 4, end), rest: received.subarray(end) };
}

async function forward(target: string, path: string, body: Uint8Array): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const onward = request(`${target}${path}`, { method: 'POST', headers: { 'content-type': 'application/pkixcmp' } });
    onward.on('error', reject);
    onward.on('response', (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const whole = Buffer.concat(parts);
        const type = answer.headers['content-type'] ?? '';
        const head = `HTTP/1.1 ${answer.statusCode} OK\r\ncontent-type: ${type}\r\ncontent-length: ${whole.length}\r\n\r\n`;
        resolve({ head: Buffer.from(head, 'latin1'), body: whole });
      });
    });
    onward.end(body);
  });
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => void setTimeout(resolve, milliseconds).unref());
}
