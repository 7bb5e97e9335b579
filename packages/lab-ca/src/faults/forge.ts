import { encodeName, type KeyPair, parseCertificate, parseName } from '@crypto-cmp/x509';

import type { Exchange } from '../answering/answer.ts';
import type { CaCredential } from '../authority/authority.ts';
import { createCa, type CaWish } from '../authority/create-ca.ts';
import { ISSUING_NAME, ROOT_NAME } from '../authority/open-authority.ts';

/** CAs that are not what they look like. Each is made anew: nothing of it is worth keeping. */
export interface Forger {
  /** A root with the name of the real one, and another key. */
  root(): Promise<CaCredential>;
  /** A CA below `issuer`, with the name of the real issuing CA unless told otherwise. */
  issuing(issuer: CaCredential, wish?: Partial<CaWish>): Promise<CaCredential>;
  keyPair(): Promise<KeyPair>;
}

export function forger({ lab: { crypto, clock } }: Exchange): Forger {
  const keyPair = async (): Promise<KeyPair> => crypto.generateKeyPair('ec-p256');
  const make = async (
    wish: Omit<CaWish, 'key' | 'notBefore' | 'notAfter'> & Partial<CaWish>,
  ): Promise<CaCredential> => {
    const key = wish.key ?? (await keyPair());
    const now = clock().getTime();
    const times = { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + DAY_MS) };
    const certificate = parseCertificate(await createCa({ ...times, ...wish, key }, crypto));
    return { certificate, signer: key.signer };
  };
  return {
    root: async () => make({ subject: ROOT_NAME }),
    issuing: async ({ certificate, signer }, wish = {}) =>
      make({ subject: ISSUING_NAME, issuer: { subject: certificate.subject, signer }, ...wish }),
    keyPair,
  };
}

export const STRANGER = encodeName(parseName('CN=Somebody Else'));
export const DAY_MS = 86_400_000;
