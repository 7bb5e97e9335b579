import type {
  Certificate,
  CryptoProvider,
  EncryptionProvider,
  KemDecapsulator,
  KeyType,
  PostQuantumKeyType,
  Signer,
} from '@crypto-cmp/x509';

import type { LabCaStore } from './store/lab-ca-store.ts';

export interface LabCaOptions {
  readonly store: LabCaStore;
  readonly crypto: CryptoProvider & EncryptionProvider;
  /** Makes a signer of a key that comes out of the store: PKCS#8 in DER. */
  readonly createSigner: (privateKey: Uint8Array) => Signer;
  readonly clock: () => Date;
  /** Secrets shared with requesters. None: only signed requests are answered. */
  readonly references: readonly Reference[];
  /** How long a certificate lives when its request does not say; 90 days by default. */
  readonly lifetimeSeconds?: number;
  /** How long an issued certificate waits for its certConf before it is given up; 300 by default. */
  readonly confirmWaitSeconds?: number;
  /** Of the root and the issuing CA, at the first start only; EC P-256 by default. */
  readonly keyType?: KeyType | PostQuantumKeyType;
  /** Anchors of other PKIs, such as a device maker's, whose certificates may sign an ir or p10cr (RFC 9483, section 4.1.1). */
  readonly trustedIssuers?: readonly Certificate[];
  /** URLs that go into each certificate; a function is asked for each one, since a port may be known only later. */
  readonly crlDistributionPoints?: readonly string[] | (() => readonly string[]);
  /** A KEM key of the CA itself: who sends a ciphertext for it is answered by a MAC (RFC 9810, section 5.1.3.4). */
  readonly decapsulator?: KemDecapsulator;
}

/** A secret shared with a requester, and the name by which requests refer to it: the senderKID. */
export interface Reference {
  readonly referenceId: string;
  readonly secret: string;
}
