/** "ca1.example.net:8080", and an IPv6 address in brackets: "[2001:db8::1]:8080". */
export function formatHost({ host, port }: { host: string; port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
