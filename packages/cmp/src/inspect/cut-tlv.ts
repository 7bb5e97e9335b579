import type { Tlv } from '@crypto-cmp/der';

/**
 * The header of an element whose length runs past the end, taken to end there: so a message that was cut off on its way
 * can still be read as far as it came. Nothing, when the header itself is cut off or unusual.
 */
export function cutTlv(bytes: Uint8Array, start: number, end: number): Tlv | undefined {
  const tagOctet = bytes[start];
  const lengthOctet = bytes[start + 1];
  if (tagOctet === undefined || lengthOctet === undefined || (tagOctet & 0x1f) === 0x1f || lengthOctet === 0x80) {
    return undefined;
  }
  const headerLength = lengthOctet < 0x80 ? 2 : 2 + (lengthOctet & 0x7f);
  const contentStart = start + headerLength;
  if (contentStart > end) return undefined;
  return {
    tagOctet,
    tagClass: tagClasses[tagOctet >> 6] ?? 'universal',
    constructed: (tagOctet & 0x20) !== 0,
    tagNumber: tagOctet & 0x1f,
    start,
    headerLength,
    contentStart,
    end,
    depth: 0,
  };
}

const tagClasses = ['universal', 'application', 'context', 'private'] as const;
