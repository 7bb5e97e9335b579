import type { RevocationReason } from '@crypto-cmp/x509';

import type { Answer } from './answer.ts';
import type { AnyFailureCode, Failure, FailureCodeOf } from './failure.ts';
import type { FieldComparison } from './field-comparison.ts';
import type { EnrollmentOperation, Operation } from './transaction-request.ts';

/** What a transaction wants next. `send` and `wait` go on, all others are its end. */
export type TransactionEffect<O extends Operation = EnrollmentOperation> = Continuation | Outcome<O>;

/** The end of a transaction. */
export type Outcome<O extends Operation = EnrollmentOperation> = Success<O> | Failing<FailureCodeOf<O>>;

type Success<O extends Operation> = O extends 'rr'
  ? { readonly type: 'revoked' } & Revocation
  : O extends 'genm'
    ? { readonly type: 'answered'; readonly answer: Answer }
    : { readonly type: 'succeeded' } & EnrolledCertificate;

/** The transaction goes on. */
export type Continuation =
  /** Send these bytes, and come back with the answer. The same bytes again after a crash. */
  | {
      readonly type: 'send';
      readonly bodyType: SentBodyType;
      readonly bytes: Uint8Array;
      /** Of a certConf: how long the CA waits for it (RFC 9810, section 5.1.1.2), where it has said so. RFC 3339, UTC. */
      readonly before?: string;
    }
  /** Come back with `elapsed` at this time (RFC 3339, UTC), not before. */
  | { readonly type: 'wait'; readonly until: string; readonly reason: readonly string[] };

interface Failing<Code extends AnyFailureCode> {
  readonly type: 'failed';
  readonly failure: Failure<Code>;
  readonly farewell?: Farewell;
}

/**
 * An error message that tells the CA: send it at most once, to the same server; whatever comes back, also nothing,
 * changes nothing.
 */
export interface Farewell {
  readonly bodyType: 'error';
  readonly bytes: Uint8Array;
}

export type SentBodyType = Operation | 'certConf' | 'pollReq' | 'error';

/** What the CA has done: the reason `removeFromCRL` has lifted a hold, every other one has revoked. */
export interface Revocation {
  readonly reason: RevocationReason;
  /** What was named to the CA: a Name in DER and content octets, or for a CSR a Name and a SubjectPublicKeyInfo. */
  readonly revoked:
    | { readonly issuer: Uint8Array; readonly serialNumber: Uint8Array }
    | { readonly subject: Uint8Array; readonly publicKey: Uint8Array };
  /** CRLs the CA sent along, DER. Nothing is known about them. */
  readonly crls: readonly Uint8Array[];
}

/** A certificate that both sides have agreed on. Certificates are DER. */
export interface EnrolledCertificate {
  readonly certificate: Uint8Array;
  /** Intermediate certificates from the issuer upwards, without the trust anchor. */
  readonly chain: readonly Uint8Array[];
  /** Where the path ended: a configured trust anchor or, by {@link anchorSource}, one of caPubs. */
  readonly trustAnchor: Uint8Array;
  readonly anchorSource: 'configured' | 'caPubs';
  /** Further CA certificates the CA sent under a MAC, which may be trusted as roots (RFC 9810, section 5.3.2). */
  readonly caPubs: readonly Uint8Array[];
  readonly grantedWithMods: boolean;
  readonly comparison: readonly FieldComparison[];
  readonly confirmedBy: Confirmation;
}

/** `certConfirmed`: the CA said so in an error message, to a certConf that was sent again after a crash. */
export type Confirmation = 'pkiconf' | 'implicitConfirm' | 'certConfirmed';
