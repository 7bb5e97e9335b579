import { findSigner, PKIMessage } from '@crypto-cmp/cmp';
import { decode } from '@crypto-cmp/der';
import { type Certificate, matchNames, parseCertificate, X509Error } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import type { Trust } from '../request/read-trust.ts';
import { issuersOf } from './check-new-certificate.ts';

/** The certificates in extraCerts of an answer that can be read. */
export function certificatesIn(answer: Uint8Array | undefined): readonly Certificate[] {
  const extraCerts = answer === undefined ? [] : (decode(PKIMessage, answer).extraCerts ?? []);
  return extraCerts.flatMap((der) => {
    try {
      return [parseCertificate(der)];
    } catch (error) {
      if (error instanceof X509Error) return [];
      throw error;
    }
  });
}

/** How many certificates an answer has in caPubs. */
export function caPubsIn(answer: Uint8Array | undefined): number {
  const body = answer === undefined ? undefined : decode(PKIMessage, answer).body.value;
  return body?.type === 'ip' || body?.type === 'cp' || body?.type === 'kup' ? (body.value.caPubs?.length ?? 0) : 0;
}

/** Where no anchor proves a chain: the issuers at hand, upwards by name. */
export function issuersAtHand(issued: Uint8Array, answer: Uint8Array | undefined, trust: Trust): readonly Uint8Array[] {
  const pool = [...certificatesIn(answer), ...trust.intermediates, ...trust.anchors];
  const path = [parseCertificate(issued)];
  for (let last = path[0]; last !== undefined && path.length <= pool.length;) {
    const { issuer } = last;
    last = pool.find((one) => matchNames(one.subject, issuer) && !path.includes(one));
    if (last !== undefined) path.push(last);
  }
  return issuersOf(path);
}

/** Who signed an answer that has passed its checks; undefined under a MAC. */
export async function signerOf(answer: Uint8Array | undefined, trust: Trust): Promise<Uint8Array | undefined> {
  if (answer === undefined) return undefined;
  const signer = await findSigner(decode(PKIMessage, answer), [...trust.intermediates, ...trust.anchors], nodeCrypto);
  return signer?.signature === 'verified' ? signer.certificate.der : undefined;
}
