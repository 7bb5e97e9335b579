import { toHex } from '@crypto-cmp/der';
import type { KeyGenerationAuthority } from '@crypto-cmp/cmp';
import type { Certificate, CryptoProvider, EncryptionProvider } from '@crypto-cmp/x509';

import type { Authority } from './authority/authority.ts';
import { type Authorities, openAuthorities } from './authority/authorities.ts';
import { openKeyAuthority } from './authority/key-authority.ts';
import { createKemCredential, type KemCredential } from './authority/kem-credential.ts';
import type { LabCaOptions } from './lab-ca-options.ts';
import { createQueues, type Queues } from './queues.ts';
import { openRevocationLists, type RevocationLists } from './revoking/revocation-lists.ts';
import type { Hex } from './store/records.ts';
import { openRegister, type Register } from './store/register.ts';

/** Everything the parts of a lab CA share. */
export interface Lab {
  /** As it is now: the root may be followed by another. */
  readonly authority: Authority;
  readonly authorities: Authorities;
  readonly register: Register;
  readonly revocationLists: RevocationLists;
  /** By transactionID: two messages of one transaction at the same time would each see the state before the other. */
  readonly queues: Queues;
  /** Makes keys for others, and signs them. */
  readonly keyAuthority: () => Promise<KeyGenerationAuthority>;
  readonly crypto: CryptoProvider & EncryptionProvider;
  readonly clock: () => Date;
  readonly references: ReadonlyMap<Hex, SharedSecret>;
  readonly lifetimeSeconds: number;
  readonly confirmWaitSeconds: number;
  readonly trustedIssuers: readonly Certificate[];
  readonly crlDistributionPoints: () => readonly string[];
  /** Undefined without a KEM key. */
  readonly kem: KemCredential | undefined;
}

/** One object for as long as the lab CA runs: derived keys are remembered by it. */
export interface SharedSecret {
  readonly referenceId: Uint8Array;
  readonly secret: Uint8Array;
}

export async function openLab(options: LabCaOptions): Promise<Lab> {
  const { store, crypto, clock, references, crlDistributionPoints = [] } = options;
  const authorities = await openAuthorities(options);
  const register = await openRegister(store);
  return {
    get authority() {
      return authorities.current;
    },
    authorities,
    register,
    revocationLists: openRevocationLists({ authorities, register, crypto, clock }),
    queues: createQueues(),
    keyAuthority: openKeyAuthority(authorities, crypto, clock),
    crypto,
    clock,
    references: new Map(references.map(({ referenceId, secret }) => toEntry(referenceId, secret))),
    lifetimeSeconds: options.lifetimeSeconds ?? 90 * 86_400,
    confirmWaitSeconds: options.confirmWaitSeconds ?? 300,
    trustedIssuers: options.trustedIssuers ?? [],
    crlDistributionPoints:
      typeof crlDistributionPoints === 'function' ? crlDistributionPoints : () => crlDistributionPoints,
    kem: options.decapsulator && (await createKemCredential(options.decapsulator, authorities.current, crypto)),
  };
}

function toEntry(referenceId: string, secret: string): [Hex, SharedSecret] {
  const encoder = new TextEncoder();
  const entry = { referenceId: encoder.encode(referenceId), secret: encoder.encode(secret) };
  if (entry.referenceId.length === 0) throw new TypeError('expected a reference that is not empty');
  if (entry.secret.length === 0) throw new TypeError('expected a secret that is not empty');
  return [toHex(entry.referenceId), entry];
}
