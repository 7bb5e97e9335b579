import { octetAt } from './bytes.ts';
import { DerError } from './der-error.ts';
import { missing, Reader } from './reader.ts';

export type TagClass = 'universal' | 'application' | 'context' | 'private';

/** Where one element lies, without a schema. All places are offsets in the input, in octets. */
export interface Tlv {
  /** The first identifier octet: class, constructed bit and, below 31, the tag number. */
  readonly tagOctet: number;
  readonly tagClass: TagClass;
  readonly constructed: boolean;
  readonly tagNumber: number;
  readonly start: number;
  readonly headerLength: number;
  readonly contentStart: number;
  readonly end: number;
  /** 0 for an element read by {@link readTlv}, one more for each level of {@link children}. */
  readonly depth: number;
}

/**
 * Reads the header at `offset` of an element that ends at `end` or before, for walkers that know no schema.
 *
 * @throws DerError unless tag and length are DER: definite, minimal, within `end`
 */
export function readTlv(bytes: Uint8Array, offset: number, end: number = bytes.length): Tlv {
  return readAt(bytes, offset, Math.min(end, bytes.length), 0);
}

/**
 * The elements directly inside a constructed one, in order; none for a primitive one.
 *
 * @throws DerError on the way, when they do not fill it exactly, are more than 10,000 or lie deeper than 64
 */
export function* children(bytes: Uint8Array, parent: Tlv): Generator<Tlv, void, undefined> {
  if (!parent.constructed) return;
  let count = 0;
  for (let at = parent.contentStart; at < parent.end;) {
    if (parent.depth >= maxDepth) throw new DerError('too-deep', `expected at most ${maxDepth} levels`, at);
    if (++count > maxChildren) throw new DerError('too-many-elements', `expected at most ${maxChildren} elements`, at);
    const child = readAt(bytes, at, parent.end, parent.depth + 1);
    yield child;
    at = child.end;
  }
}

function readAt(bytes: Uint8Array, start: number, end: number, depth: number): Tlv {
  if (start >= end) throw missing('any element', start);
  const reader = new Reader(bytes, start);
  const contentEnd = reader.enterAny(end);
  const contentStart = reader.position;
  const tagOctet = octetAt(bytes, start);
  return {
    tagOctet,
    tagClass: tagClasses[tagOctet >> 6] ?? 'universal',
    constructed: (tagOctet & 0x20) !== 0,
    tagNumber: (tagOctet & 0x1f) === 0x1f ? new Reader(bytes, start + 1).readHighTagNumber(end) : tagOctet & 0x1f,
    start,
    headerLength: contentStart - start,
    contentStart,
    end: contentEnd,
    depth,
  };
}

const tagClasses: readonly TagClass[] = ['universal', 'application', 'context', 'private'];
const maxDepth = 64;
const maxChildren = 10_000;
