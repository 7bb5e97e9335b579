import { request } from 'node:http';
import type { Socket } from 'node:net';

import type { CmpServerDraft } from '@crypto-cmp/policy';

import { serverAuthority } from '../policies/server-url.ts';
import { type Finding, failed } from './finding.ts';

/** Asks a proxy, over a connection to it, for a tunnel to the server (RFC 9110, section 9.3.6): none, or what it said. */
export async function openTunnel(
  server: CmpServerDraft,
  socket: Socket,
  timeoutMs: number,
): Promise<Finding | undefined> {
  const authority = serverAuthority(server);
  const outcome = await new Promise<number | 'late' | 'closed'>((resolve) => {
    const asking = request({
      createConnection: () => socket,
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, connection: 'keep-alive' },
    });
    const timer = setTimeout(() => resolve('late'), timeoutMs);
    const end = (how: number | 'closed') => {
      clearTimeout(timer);
      resolve(how);
    };
    asking.once('connect', ({ statusCode = 0 }, _, head) => {
      if (head.length > 0) socket.unshift(head);
      end(statusCode);
    });
    asking.on('error', () => end('closed'));
    asking.end();
  });
  if (typeof outcome === 'number' && outcome >= 200 && outcome < 300) return undefined;
  const how = typeof outcome === 'number' ? ` (HTTP ${outcome})` : outcome === 'late' ? ' in time' : '';
  return failed(
    `The proxy opened no tunnel to ${authority}${how}.`,
    'Ask the proxy’s operators to let the console through to this host and port, or name the server in Without proxy.',
  );
}
