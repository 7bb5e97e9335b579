import { decode, DerError, encode, rawValue, sequenceOf } from '@crypto-cmp/der';
import { matchNames } from '@crypto-cmp/x509';

/** A Name with its RDNs in the other order, each as it is; undefined where they cannot be told apart. */
export function turnAround(name: Uint8Array): Uint8Array | undefined {
  const rdns = splitName(name);
  return rdns && encode(rdnSequence, rdns.toReversed());
}

/** Whether two Names have the same RDNs, in whatever order. */
export function matchRdns(left: Uint8Array, right: Uint8Array): boolean {
  const wanted = splitName(left);
  const rest = splitName(right);
  if (wanted === undefined || rest === undefined || wanted.length !== rest.length) return false;
  return wanted.every((rdn) => {
    const at = rest.findIndex((other) => matchNames(encode(rdnSequence, [rdn]), encode(rdnSequence, [other])));
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
}

function splitName(name: Uint8Array): Uint8Array[] | undefined {
  try {
    return [...decode(rdnSequence, name)];
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** More RDNs than any name has: comparing them costs the square. */
const rdnSequence = sequenceOf(rawValue, { max: 50 });
