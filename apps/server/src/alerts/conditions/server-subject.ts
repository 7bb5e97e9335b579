import { serverAuthority } from '../../policies/server-url.ts';
import { readServerKey, serverKey } from '../../servers/server-key.ts';
import type { Newcomer } from './newcomer.ts';

/** A trustpoint with its policy and that policy's Primary. */
export interface ServedTrustpoint {
  readonly policyId: string;
  readonly policyName: string | null;
  readonly transport: string | null;
  readonly host: string | null;
  readonly port: number | null;
}

/** The key of the Primary; null for a policy that has none. */
export function readServer({ transport, host, port }: ServedTrustpoint): string | null {
  return transport === null || host === null || port === null ? null : serverKey({ transport, host, port });
}

/** What has gone wrong at one server is one piece of news. */
export function serverSubject(
  { policyId, policyName }: ServedTrustpoint,
  server: string | null,
): Pick<Newcomer, 'subject' | 'readFacts'> {
  return {
    subject: server ?? policyId,
    readFacts: () =>
      Promise.resolve({ type: 'server', server: server === null ? (policyName ?? '') : authorityOf(server) }),
  };
}

export function authorityOf(key: string): string {
  return serverAuthority(readServerKey(key));
}
