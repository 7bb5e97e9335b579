import type { CmpServerAddress } from '@crypto-cmp/api';
import { TRANSPORTS } from '@crypto-cmp/policy';

/** A CMP server in one column: whatever policy names it, and whatever path there, it is one server. */
export function serverKey({
  transport,
  host,
  port,
}: Omit<CmpServerAddress, 'transport'> & { transport: string }): string {
  return `${transport} ${host} ${port}`;
}

/** A column that `serverKey` has written. */
export function readServerKey(key: string): CmpServerAddress {
  const [name = '', host = '', port = ''] = key.split(' ');
  const transport = TRANSPORTS.find((known) => known === name);
  if (transport === undefined) throw new RangeError(`expected a CMP server, got ${key}`);
  return { transport, host, port: Number(port) };
}
