import { connect, type Socket } from 'node:net';

import type { TransferErrorCode } from '@crypto-cmp/cmp';

import { type Finding, passed, unreachable } from './finding.ts';
import type { NextHop } from './next-hop.ts';

/** TCP: opens a connection, for the next layer to use. The caller destroys it. */
export async function connectTcp(
  hop: NextHop,
  timeoutMs: number,
): Promise<{ readonly finding: Finding; readonly socket?: Socket }> {
  const { host, port } = hop;
  const socket = connect({ host, port });
  // An error that comes after the verdict, such as a reset, belongs to nobody.
  socket.on('error', () => {});
  const problem = await new Promise<TransferErrorCode | undefined>((resolve) => {
    const timer = setTimeout(() => resolve('connection-timed-out'), timeoutMs);
    const end = (code?: TransferErrorCode) => {
      clearTimeout(timer);
      resolve(code);
    };
    socket.once('connect', () => end());
    socket.once('error', (error) => end(toCode(error)));
  });
  if (problem === undefined) {
    return { finding: passed(`Port ${port} of ${socket.remoteAddress ?? host} takes connections.`), socket };
  }
  socket.destroy();
  return { finding: unreachable(problem, hop) };
}

function toCode(error: Error): TransferErrorCode {
  switch ('code' in error ? error.code : undefined) {
    case 'ECONNREFUSED':
      return 'connection-refused';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return 'host-unreachable';
    case 'ETIMEDOUT':
      return 'connection-timed-out';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'host-not-found';
    default:
      return 'connection-reset';
  }
}
