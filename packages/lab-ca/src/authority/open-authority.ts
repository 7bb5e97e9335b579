import { encodeName, type KeyType, parseName, type Signer } from '@crypto-cmp/x509';

import type { LabCaOptions } from '../lab-ca-options.ts';
import type { StoredAuthority } from '../store/lab-ca-store.ts';
import type { CaCredential } from './authority.ts';
import { createCa } from './create-ca.ts';

export type AuthorityOptions = Pick<LabCaOptions, 'store' | 'crypto' | 'createSigner' | 'clock' | 'keyType'>;

/** The CAs out of the store; at the first start they are made. */
export async function loadOrCreate(options: AuthorityOptions): Promise<StoredAuthority> {
  const known = await options.store.loadAuthority();
  if (known !== undefined) return known;
  const made = await createAuthority(options);
  await options.store.saveAuthority(made);
  return made;
}

async function createAuthority(options: AuthorityOptions): Promise<StoredAuthority> {
  const { crypto, clock, keyType = DEFAULT_KEY_TYPE } = options;
  const rootKey = await crypto.generateKeyPair(keyType);
  const issuingKey = await crypto.generateKeyPair(keyType);
  const now = clock().getTime();
  const root = await createCa(
    {
      subject: ROOT_NAME,
      key: rootKey,
      notBefore: new Date(now - HOUR_MS),
      notAfter: new Date(now + ROOT_LIFETIME_MS),
    },
    crypto,
  );
  return {
    root: { certificate: root, privateKey: rootKey.privateKey },
    issuing: {
      certificate: await createIssuing(issuingKey.signer, { signer: rootKey.signer }, options),
      privateKey: issuingKey.privateKey,
    },
  };
}

/** The certificate of the issuing CA, DER. */
export async function createIssuing(
  issuing: Signer,
  root: Pick<CaCredential, 'signer'>,
  { crypto, clock }: AuthorityOptions,
): Promise<Uint8Array> {
  const now = clock().getTime();
  return createCa(
    {
      subject: ISSUING_NAME,
      key: { publicKey: issuing.publicKey, signer: issuing },
      issuer: { subject: encodeName(parseName(ROOT_NAME)), signer: root.signer },
      notBefore: new Date(now - HOUR_MS),
      notAfter: new Date(now + 5 * YEAR_MS),
      pathLenConstraint: 0,
    },
    crypto,
  );
}

/** Whoever meets one of these certificates in the wild reads in its name that it proves nothing. */
export const ROOT_NAME = 'CN=Lab Root CA (for testing only)';
export const ISSUING_NAME = 'CN=Lab Issuing CA (for testing only)';

const DEFAULT_KEY_TYPE: KeyType = 'ec-p256';
/** Somebody whose clock is a little slow should be able to start too. */
const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
export const ROOT_LIFETIME_MS = 10 * YEAR_MS;
