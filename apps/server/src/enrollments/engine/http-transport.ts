import { rootCertificates } from 'node:tls';

import { type HttpConnection, openHttpConnection } from '@crypto-cmp/cmp/node';

import { serverUrl } from '../../policies/server-url.ts';
import type { Transport } from './send-message.ts';

/**
 * CMP over HTTP or TLS, as the policy says.
 *
 * A TLS server may be certified by a trust anchor of the policy or by a CA that this host knows: TLS only hides the
 * exchange from onlookers, what a CA says is proven by the protection of the message itself.
 */
export function openHttpTransport(): Transport {
  const connections = new Map<string, HttpConnection>();
  return {
    async send({ server, bytes, timeoutMs, signal, trustAnchors }) {
      const url = serverUrl(server);
      const connection =
        connections.get(url) ??
        openHttpConnection({
          url,
          ...(server.transport === 'tls' && { tls: { trustAnchors: [...rootCertificates, ...trustAnchors] } }),
        });
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
