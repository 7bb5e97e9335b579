import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import { followRedirects } from './follow-redirects.ts';
import { sendOnce } from './send-once.ts';
import { StaleConnectionError } from './to-transfer-error.ts';

/** Where to send, and how. */
export interface HttpEndpoint {
  /** `http:` or `https:`, with path. */
  readonly url: string | URL;
  readonly tls?: TlsSettings;
  /**
   * `http://host:port` of a proxy, with a user's name and password if it wants them: it gets requests for `http:`, and opens
   * tunnels for `https:`. The environment is not asked.
   */
  readonly proxy?: string | URL;
  /** `never` by default. */
  readonly redirects?: RedirectPolicy;
}

/**
 * Whether a message is sent where an HTTP redirect says: never; within scheme, host and port; or there and to any https
 * address, whose certificate must then pass as that of the URL does. The risk: whoever answers for the server chooses who
 * sees the message, and decides whether it arrives. What the answer says is proven by its protection all the same.
 */
export type RedirectPolicy = 'never' | 'same-origin' | 'https';

export interface TlsSettings {
  /** PEM certificates the server must chain to; the host's own list when absent. */
  readonly trustAnchors?: readonly string[];
  /** The name the server's certificate must bear, where it is not that of the URL. */
  readonly serverName?: string;
  /** Shown to a server that asks for one. */
  readonly clientCertificate?: TlsClientCertificate;
}

export interface TlsClientCertificate {
  /** PEM: the certificate, and behind it those of its chain. */
  readonly chain: readonly string[];
  /** PKCS#8 in PEM, not encrypted. */
  readonly privateKey: string;
}

export interface HttpMessage {
  /** A PKIMessage in DER. */
  readonly body: Uint8Array;
  /** In place of that in the URL: another endpoint of the same server. */
  readonly path?: string;
  /** From the start to the last octet of the answer; 30,000 by default. */
  readonly timeoutMs?: number;
  /** For name, connection and TLS; 10,000 by default, and never more than `timeoutMs`. */
  readonly connectTimeoutMs?: number;
  /** 1 MiB by default. */
  readonly maxResponseBytes?: number;
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly bytes: Uint8Array;
  /** As the server wrote it. */
  readonly contentType: string;
  readonly httpStatus: number;
  readonly durationMs: number;
}

/** One kept-alive connection for the messages of a transaction. Close it at the end. */
export interface HttpConnection {
  /** @throws TransferError */
  send(message: HttpMessage): Promise<HttpAnswer>;
  close(): void;
}

export function openHttpConnection({ url, tls = {}, proxy, redirects = 'never' }: HttpEndpoint): HttpConnection {
  const target = new URL(url);
  const agents = new Map([[target.origin, createAgent(target, tls, proxy)]]);
  const agentFor = (to: URL): HttpAgent | HttpsAgent => {
    // The name that was expected in place of the URL's is that of the one server.
    const { serverName: _, ...others } = tls;
    const agent = agents.get(to.origin) ?? createAgent(to, others, proxy);
    agents.set(to.origin, agent);
    return agent;
  };
  const send = async (to: URL, message: HttpMessage): Promise<HttpAnswer> => {
    try {
      return await sendOnce(to, agentFor(to), message);
    } catch (error) {
      if (error instanceof StaleConnectionError) return await sendOnce(to, agentFor(to), message);
      throw error;
    }
  };
  return {
    send: async (message) => followRedirects(endpoint(target, message), message, redirects, send),
    close: () => {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

/** A path that would lead to another server is the caller's mistake. */
function endpoint(target: URL, { path }: HttpMessage): URL {
  if (path === undefined) return target;
  const url = new URL(path, target);
  if (path.startsWith('/') && url.origin === target.origin) return url;
  throw new TypeError(`expected a path, got ${path}`);
}

function createAgent(
  { protocol }: URL,
  { trustAnchors, serverName, clientCertificate }: TlsSettings,
  proxy: HttpEndpoint['proxy'],
): HttpAgent | HttpsAgent {
  const way = proxy === undefined ? {} : { proxyEnv: { HTTP_PROXY: String(proxy), HTTPS_PROXY: String(proxy) } };
  const options = { keepAlive: true, maxSockets: 1, ...way };
  if (protocol === 'http:') return new HttpAgent(options);
  if (protocol !== 'https:') throw new TypeError(`expected an http or https URL, got ${protocol}`);
  return new HttpsAgent({
    ...options,
    minVersion: 'TLSv1.2',
    ...(trustAnchors !== undefined && { ca: [...trustAnchors] }),
    ...(serverName !== undefined && { servername: serverName }),
    ...(clientCertificate !== undefined && {
      cert: clientCertificate.chain.join('\n'),
      key: clientCertificate.privateKey,
    }),
  });
}
