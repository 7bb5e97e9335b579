import type { CryptoProvider, KeyPair } from '@crypto-cmp/x509';

import type { CaCredential, RootLink } from './authority.ts';
import { createCa } from './create-ca.ts';
import { ROOT_LIFETIME_MS, ROOT_NAME } from './open-authority.ts';

/**
 * The root after `old`, with a key of its own: RFC 9810, section 4.4.1. newWithOld and oldWithNew end with the old root, since
 * behind that time nobody needs a bridge.
 */
export async function createRootLink(
  old: CaCredential,
  key: KeyPair,
  now: Date,
  crypto: CryptoProvider,
): Promise<RootLink> {
  const { certificate, signer } = old;
  const notBefore = new Date(now.getTime() - HOUR_MS);
  const subject = ROOT_NAME;
  const make = async (wish: Omit<Parameters<typeof createCa>[0], 'subject'>): Promise<Uint8Array> =>
    createCa({ subject, ...wish }, crypto);
  return {
    old: certificate.der,
    newWithNew: await make({ key, notBefore, notAfter: new Date(now.getTime() + ROOT_LIFETIME_MS) }),
    newWithOld: await make({
      key,
      issuer: { subject: certificate.subject, signer },
      notBefore,
      notAfter: certificate.notAfter,
    }),
    oldWithNew: await make({
      key: { publicKey: certificate.subjectPublicKeyInfo, signer },
      issuer: { subject: certificate.subject, signer: key.signer },
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
    }),
  };
}

/** Somebody whose clock is a little slow should be able to take it too. */
const HOUR_MS = 3_600_000;
