import { cutTlv } from './cut-tlv.ts';
import { children, decode, DerError, objectIdentifier, readTlv, type Tlv } from '@crypto-cmp/der';

/** An element in the octets it came in. Whoever asks it for more gets nothing, rather than an error, when it is broken. */
export interface Element {
  readonly bytes: Uint8Array;
  readonly tlv: Tlv;
  readonly parent: Element | undefined;
  /** Set when its length says more than there is; it then ends where that ends. */
  readonly problem?: string;
}

/** The element that begins at `start`, or why there is none. */
export function elementAt(bytes: Uint8Array, start: number, end: number, parent?: Element): Element | DerError {
  try {
    return { bytes, tlv: readTlv(bytes, start, end), parent };
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const tlv = error.code === 'truncated' ? cutTlv(bytes, start, end) : undefined;
    return tlv === undefined ? error : { bytes, tlv, parent, problem: error.problem };
  }
}

export function contentOf({ bytes, tlv }: Element): Uint8Array {
  return bytes.subarray(tlv.contentStart, tlv.end);
}

/** The whole element, header included. */
export function derOf({ bytes, tlv }: Element): Uint8Array {
  return bytes.subarray(tlv.start, tlv.end);
}

/** The elements inside, up to the first that is broken; at most `limit`. */
export function childrenOf(element: Element, limit = 100): Element[] {
  const found: Element[] = [];
  try {
    for (const tlv of children(element.bytes, element.tlv)) {
      if (found.length === limit) break;
      found.push({ bytes: element.bytes, tlv, parent: element });
    }
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
  }
  return found;
}

/** The first element inside that begins with this identifier octet. */
export function childTagged(element: Element, tagOctet: number): Element | undefined {
  return childrenOf(element).find(({ tlv }) => tlv.tagOctet === tagOctet);
}

/** The element that an OCTET STRING or an explicit tag holds. */
export function heldBy({ bytes, tlv, parent }: Element): Element | undefined {
  const held = elementAt(bytes, tlv.contentStart, tlv.end, parent);
  return held instanceof DerError ? undefined : held;
}

/** The dotted form, when this is an OBJECT IDENTIFIER. */
export function oidOf(element: Element | undefined): string | undefined {
  if (element?.tlv.tagOctet !== 0x06) return undefined;
  try {
    return decode(objectIdentifier, derOf(element));
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** The type that an AlgorithmIdentifier, Extension, InfoTypeAndValue and their like begin with. */
export function leadingOid(element: Element): string | undefined {
  return oidOf(childrenOf(element, 1)[0]);
}
