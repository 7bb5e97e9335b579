import { encodeName, type KeyType, parseCertificate, parseName } from '@crypto-cmp/x509';

import type { LabCaOptions } from '../lab-ca-options.ts';
import type { StoredAuthority, StoredCredential } from '../store/lab-ca-store.ts';
import type { Authority, CaCredential } from './authority.ts';
import { createCa } from './create-ca.ts';

type AuthorityOptions = Pick<LabCaOptions, 'store' | 'crypto' | 'createSigner' | 'clock' | 'keyType'>;

/** The CAs out of the store; at the first start they are made. */
export async function openAuthority(options: AuthorityOptions): Promise<Authority> {
  const { store, createSigner } = options;
  const known = await store.loadAuthority();
  const stored = known ?? (await createAuthority(options));
  if (known === undefined) await store.saveAuthority(stored);
  const open = ({ certificate, privateKey }: StoredCredential): CaCredential => ({
    certificate: parseCertificate(certificate),
    signer: createSigner(privateKey),
  });
  return { root: open(stored.root), issuing: open(stored.issuing) };
}

async function createAuthority({
  crypto,
  clock,
  keyType = DEFAULT_KEY_TYPE,
}: AuthorityOptions): Promise<StoredAuthority> {
  const rootKey = await crypto.generateKeyPair(keyType);
  const issuingKey = await crypto.generateKeyPair(keyType);
  const now = clock().getTime();
  // Somebody whose clock is a little slow should be able to start too.
  const notBefore = new Date(now - HOUR_MS);
  const root = await createCa(
    { subject: ROOT_NAME, key: rootKey, notBefore, notAfter: new Date(now + 10 * YEAR_MS) },
    crypto,
  );
  const issuing = await createCa(
    {
      subject: ISSUING_NAME,
      key: issuingKey,
      issuer: { subject: encodeName(parseName(ROOT_NAME)), signer: rootKey.signer },
      notBefore,
      notAfter: new Date(now + 5 * YEAR_MS),
      pathLenConstraint: 0,
    },
    crypto,
  );
  return {
    root: { certificate: root, privateKey: rootKey.privateKey },
    issuing: { certificate: issuing, privateKey: issuingKey.privateKey },
  };
}

/** Whoever meets one of these certificates in the wild reads in its name that it proves nothing. */
export const ROOT_NAME = 'CN=Lab Root CA (for testing only)';
export const ISSUING_NAME = 'CN=Lab Issuing CA (for testing only)';

const DEFAULT_KEY_TYPE: KeyType = 'ec-p256';
const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
