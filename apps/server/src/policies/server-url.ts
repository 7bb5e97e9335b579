import type { CmpServerDraft } from '@crypto-cmp/policy';

/** Where a CMP server is asked. The path is taken as it was written; an IPv6 address gets its brackets. */
export function serverUrl(server: CmpServerDraft): string {
  return `${serverOrigin(server)}${server.path}`;
}

/** The server itself, whatever path of it a policy names. */
export function serverOrigin(server: Pick<CmpServerDraft, 'transport' | 'host' | 'port'>): string {
  return `${server.transport === 'tls' ? 'https' : 'http'}://${serverAuthority(server)}`;
}

/** Host and port, as people name a server. */
export function serverAuthority({ host, port }: Pick<CmpServerDraft, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
