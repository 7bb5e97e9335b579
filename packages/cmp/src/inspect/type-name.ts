import type { Tlv } from '@crypto-cmp/der';

import { UNIVERSAL_SHAPES } from './shapes/primitive-shapes.ts';

/** How an element is written, by its tag alone: `SEQUENCE`, `[0]`, `UTF8String`. */
export function typeName({ tagOctet, tagClass, tagNumber, constructed }: Tlv): string {
  if (tagClass === 'context') return `[${tagNumber}]`;
  if (tagClass !== 'universal') return `[${tagClass.toUpperCase()} ${tagNumber}]`;
  if (tagOctet === 0x30) return 'SEQUENCE';
  if (tagOctet === 0x31) return 'SET';
  const known = UNIVERSAL_SHAPES.get(tagOctet & 0xdf)?.type ?? `[UNIVERSAL ${tagNumber}]`;
  return constructed ? `constructed ${known}` : known;
}
