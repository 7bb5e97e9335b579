import type { Certificate, CertificateList, CryptoProvider, EncryptionProvider } from '@crypto-cmp/x509';

import type { DecryptionKey } from '../enveloped-data/envelope-recipient.ts';
import type { InfoTypeAndValue } from '../messages/info-type-and-value.ts';
import type { NoProtector, Protector } from '../protection/protector.ts';
import type { MacLimits } from '../protection/mac-limits.ts';

/** What a step needs beside its state. Handed in anew for each one; nothing of it is stored. */
export interface TransactionContext {
  readonly crypto: CryptoProvider;
  readonly now: Date;
  /** The same credential in all steps of a transaction (RFC 9483, section 3.2). */
  readonly protector: Protector | NoProtector;
  /** For signers and issued certificates alike. Empty is a refusal, except under a MAC: see `certificateChain`. */
  readonly trustAnchors: readonly Certificate[];
  /** Certificates that help to build paths, or to find a signer; not trusted by being here. */
  readonly intermediates?: readonly Certificate[];
  /** For what the CA encrypts to us: only requests with `centralKey` or `encryptionKey` need it. */
  readonly decryption?: Decryption;
  /** Revocation lists at hand, from any source: what one of them revokes is refused, as signer and as certificate. */
  readonly crls?: readonly CertificateList[];
  readonly expectations?: Expectations;
  readonly additions?: MessageAdditions;
  /** Where the CA protects its messages with a KEM key. Their MAC is then the only proof taken, signed errors apart. */
  readonly kemPeer?: KemPeer;
}

/** A CA with a KEM key (RFC 9810, appendix E, figure 4): our requests bring a ciphertext for it, its answers a MAC. */
export interface KemPeer {
  /** Still needs a path to a trust anchor. */
  readonly certificate: Certificate;
  /** 16, 24 or 32 octets, the host's own, the same in all steps: a state holds the shared secret wrapped under it. */
  readonly wrappingKey: Uint8Array;
  readonly crypto: Pick<EncryptionProvider, 'encapsulate' | 'wrapKey' | 'unwrapKey'>;
}

/** What each of our messages brings besides what the transaction puts into it. */
export interface MessageAdditions {
  /** Behind our own (RFC 9810, section 5.1.1). */
  readonly generalInfo?: readonly InfoTypeAndValue[];
  /** DER, behind the signer's certificate and its chain. */
  readonly extraCerts?: readonly Uint8Array[];
  /** The time in the header, where the checks go by another clock than the CA's; `now` by default. */
  readonly messageTime?: Date;
}

/** What opens what the CA has encrypted. */
export interface Decryption {
  readonly crypto: EncryptionProvider;
  /** Absent: our shared secret alone. */
  readonly key?: DecryptionKey;
}

/** What is accepted from the CA. Each default is the strict one. */
export interface Expectations {
  /** The Name in DER that the CA's messages bear as sender; any name by default. */
  readonly sender?: Uint8Array;
  /** Certificates that may sign for the CA whatever their name and extended key usage say. They still need a path. */
  readonly pinnedSigners?: readonly Certificate[];
  /** `same`: a MAC is answered by a MAC, a signature by a signature (the default). */
  readonly protection?: 'same' | 'any';
  /**
   * Answers that are taken without any protection, none by default. The risk: whoever can write to the connection can end a
   * transaction that would have succeeded, and with `pkiconf` make an unconfirmed certificate look confirmed. Never a
   * certificate, and never a protection that is there and wrong.
   */
  readonly acceptUnprotected?: readonly UnprotectedAnswer[];
  readonly macLimits?: MacLimits;
  /**
   * Whether a key may come encrypted by RSAES-PKCS1-v1_5, where OAEP is expected; false by default. The risk: whoever can
   * make us decrypt often, and sees what becomes of it, decrypts anything that was encrypted to the key (Bleichenbacher).
   */
  readonly acceptPkcs1KeyTransport?: boolean;
  /** How far messageTime may be off; 300 by default. */
  readonly maxClockSkewSeconds?: number;
  /** Longest message, in octets; 1 MiB by default. */
  readonly maxMessageBytes?: number;
  /** Whether a certificate with other names than requested is taken where the CA says grantedWithMods; false by default. */
  readonly acceptChangedNames?: boolean;
  /**
   * Whether a new root may bear another name than the old one; false by default (RFC 9810, section 4.4.2.2). The risk: a CA
   * below the old root that answers for the CA, or holds the answering key, can then make itself our root for good.
   */
  readonly acceptRenamedRoot?: boolean;
  /** Whether each certificate of a path has to be in the scope of a valid revocation list at hand; false by default. */
  readonly requireRevocationStatus?: boolean;
  readonly polling?: PollingLimits;
}

/** `rejection` is one in ip, cp, kup or rp. */
export type UnprotectedAnswer = 'error' | 'rejection' | 'pkiconf';

export interface PollingLimits {
  /** Least time between two pollReq, whatever checkAfter says; 1 by default. */
  readonly minSeconds?: number;
  /** Longest time between two pollReq, whatever checkAfter says; 86,400 by default. */
  readonly maxSeconds?: number;
  /** Longest time from the first `waiting` to the end; 14 days by default. */
  readonly maxTotalSeconds?: number;
}
