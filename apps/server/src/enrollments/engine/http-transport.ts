import { type HttpConnection, openHttpConnection } from '@crypto-cmp/cmp/node';

import { serverUrl } from '../../policies/server-url.ts';
import type { Transport } from './send-message.ts';

/** CMP over HTTP or TLS, on the way that the policy says. */
export function openHttpTransport(): Transport {
  const connections = new Map<string, HttpConnection>();
  return {
    async send({ server, bytes, timeoutMs, signal, way }) {
      const url = serverUrl(server);
      const connection = connections.get(url) ?? openHttpConnection({ url, ...way });
      connections.set(url, connection);
      const answer = await connection.send({ body: bytes, timeoutMs, signal });
      return { ...answer, durationMs: Math.round(answer.durationMs) };
    },
    close() {
      for (const connection of connections.values()) connection.close();
      connections.clear();
    },
  };
}
