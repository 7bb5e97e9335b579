import { randomBytes } from 'node:crypto';

/** A UUID of version 7 (RFC 9562, 5.7): milliseconds first, so rows made later sort later and sit together on the disk. */
export function newId(now: number): string {
  const octets = randomBytes(16);
  octets.writeUIntBE(now, 0, 6);
  octets.writeUInt8((octets.readUInt8(6) & 0x0f) | 0x70, 6);
  octets.writeUInt8((octets.readUInt8(8) & 0x3f) | 0x80, 8);
  return octets.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
