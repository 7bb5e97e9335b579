import type { CmpServerDraft } from '@crypto-cmp/policy';

/** Where a CMP server is asked. The path is taken as it was written; an IPv6 address gets its brackets. */
export function serverUrl(server: CmpServerDraft): string {
  const scheme = server.transport === 'tls' ? 'https' : 'http';
  return `${scheme}://${serverAuthority(server)}${server.path}`;
}

/** Host and port, as people name a server. */
export function serverAuthority({ host, port }: Pick<CmpServerDraft, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
