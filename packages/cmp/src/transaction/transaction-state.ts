import type { RevocationReason } from '@crypto-cmp/x509';

import type { PKIBodyType } from '../messages/pki-body.ts';
import type { AnyFailureCode, Failure, FailureCode } from './failure.ts';
import type { FieldComparison } from './field-comparison.ts';
import type { Confirmation, SentBodyType } from './transaction-effect.ts';
import type { EnrollmentOperation, Operation, Question } from './transaction-request.ts';

/**
 * A transaction between two steps: plain JSON, to be stored before its bytes are sent. It holds no secret and no private
 * key. Octets are lower case hexadecimal, times RFC 3339 in UTC.
 */
export type TransactionState<O extends Operation = EnrollmentOperation> = O extends 'rr'
  ? RevocationState
  : O extends 'genm'
    ? InformationState
    : EnrollmentState;

/** Of any operation. */
export type AnyTransactionState = EnrollmentState | RevocationState | InformationState;

export interface EnrollmentState extends TransactionFacts {
  readonly operation: EnrollmentOperation;
  readonly requested: RequestedCertificate;
  readonly implicitConfirmAsked: boolean;
  readonly stage: EnrollmentStage;
}

export interface RevocationState extends TransactionFacts {
  readonly operation: 'rr';
  readonly revoking: RevokedCertificate;
  readonly stage: AgreeingStage | RequestingStage | RevokedStage | FailedStage<AnyFailureCode>;
}

export interface InformationState extends TransactionFacts {
  readonly operation: 'genm';
  readonly asked: AskedQuestion;
  readonly stage: AgreeingStage | RequestingStage | AnsweredStage | FailedStage<AnyFailureCode>;
}

/** What is the same for all operations. */
export interface TransactionFacts {
  readonly version: 1;
  readonly transactionID: Hex;
  /** Our name as we send it: a Name. */
  readonly sender: Hex;
  /** The CA's name as we address it: a Name. */
  readonly recipient: Hex;
  readonly protection: 'mac' | 'signature' | 'kem' | 'none';
  /** Of all our messages; absent: 2, and 3 only where its syntax is used. */
  readonly pvno?: 3;
  /** Of the CA's messages so far, error messages apart; absent before the first one. */
  readonly peerProtection?: 'mac' | 'signature' | 'kem';
  /** What the CA has sent for our KEM key; our messages are protected from then on (RFC 9810, section 5.1.3.4). */
  readonly kemCiphertext?: Hex;
  /** The secret that the CA protects its messages with, wrapped under the key of the context's `kemPeer`. */
  readonly wrappedKemSecret?: Hex;
  /** One salt for the whole transaction, so that the key is derived once (RFC 9810, section 5.1.3.1). */
  readonly macSalt?: Hex;
  readonly startedAt: string;
  /** The senderNonces of the CA's messages, the latest last: our next message answers it. Old ones are dropped. */
  readonly peerNonces: readonly Hex[];
  /** Certificates from extraCerts, for later messages that omit them (RFC 9483, section 3.3). Not trusted by being here. */
  readonly extraCerts: readonly Hex[];
}

/** Where a transaction stands. */
export type TransactionStage<O extends Operation = EnrollmentOperation> = TransactionState<O>['stage'];

/** Of any operation. */
export type AnyStage =
  | EnrollmentStage<AnyFailureCode>
  | Exclude<RevocationState['stage'] | InformationState['stage'], { name: 'agreeing' | 'requesting' | 'failed' }>;

type EnrollmentStage<Code extends AnyFailureCode = FailureCode> =
  | AgreeingStage
  | RequestingStage
  | { readonly name: 'confirming'; readonly delivery: Delivery; readonly issued: IssuedCertificate }
  | { readonly name: 'rejecting'; readonly delivery: Delivery; readonly failure: Failure<Code> }
  | { readonly name: 'succeeded'; readonly issued: IssuedCertificate; readonly confirmedBy: Confirmation }
  | FailedStage<Code>;

/** Before the request: a question for what our KEM key needs (RFC 9810, appendix E, figure 3). */
export interface AgreeingStage {
  readonly name: 'agreeing';
  readonly delivery: Delivery;
  /** What is to be sent once that has come. */
  readonly request: PreparedRequest;
}

/** A body and the generalInfo beside it: a PKIBody and InfoTypeAndValues. */
export interface PreparedRequest {
  readonly body: Hex;
  readonly generalInfo: readonly Hex[];
}

export interface RequestingStage {
  readonly name: 'requesting';
  readonly delivery: Delivery;
}

export interface FailedStage<Code extends AnyFailureCode> {
  readonly name: 'failed';
  readonly failure: Failure<Code>;
  readonly farewell?: OutgoingMessage;
}

export interface RevokedStage {
  readonly name: 'revoked';
  /** CRLs that came with the answer, if any did: nothing is known about them. */
  readonly crls: readonly Hex[];
}

export interface AnsweredStage {
  readonly name: 'answered';
  /** The InfoTypeAndValues of the answer; it has passed its checks. */
  readonly values: readonly StoredInfo[];
}

/** What is asked to be revoked, and why. A CSR names a certificate by subject and key only. */
export type RevokedCertificate = { readonly reason: RevocationReason } & CertificateReference;

export type CertificateReference =
  | { readonly issuer: Hex; readonly serialNumber: Hex }
  | { readonly subject: Hex; readonly publicKey: Hex };

/** An InfoTypeAndValue. */
export interface StoredInfo {
  readonly infoType: string;
  readonly infoValue?: Hex;
}

/** A question as it was sent. */
export interface AskedQuestion {
  readonly type: Question['type'];
  /** Absent where nothing was asked. */
  readonly value?: StoredInfo;
  /** Of a CRL that was asked for: a Name. */
  readonly crlIssuer?: Hex;
}

/** Where the message of a stage stands. */
export type Delivery =
  | { readonly type: 'sent'; readonly message: OutgoingMessage }
  | { readonly type: 'polling'; readonly message: OutgoingMessage; readonly delay: Delay }
  | { readonly type: 'waiting'; readonly until: string; readonly reason: readonly string[]; readonly delay: Delay };

export interface OutgoingMessage {
  readonly bodyType: SentBodyType;
  readonly pvno: number;
  readonly senderNonce: Hex;
  readonly bytes: Hex;
}

/** A message whose answer the CA has put off (RFC 9810, section 5.3.22). */
export interface Delay {
  /** The senderNonce of that message: its answer may still carry it. */
  readonly senderNonce: Hex;
  readonly certReqId: number;
  readonly since: string;
  readonly polls: number;
}

/** What the certificate is compared with. */
export interface RequestedCertificate {
  /** A Name. */
  readonly subject: Hex;
  /** The extension's value, GeneralNames in DER; absent when none was asked for. */
  readonly subjectAltName?: Hex;
  /** A SubjectPublicKeyInfo; absent when the CA is to make the key. */
  readonly publicKey?: Hex;
  /** The AlgorithmIdentifier of the key that the CA is to make; absent when it chooses. */
  readonly keyAlgorithm?: Hex;
  /** The certificate is to be encrypted to the key. */
  readonly encrypted?: true;
  readonly notBefore?: string;
  readonly notAfter?: string;
}

/** A certificate that passed every check and waits for its confirmation. */
export interface IssuedCertificate {
  readonly certReqId: number;
  readonly certificate: Hex;
  readonly chain: readonly Hex[];
  readonly trustAnchor: Hex;
  readonly anchorSource: 'configured' | 'caPubs';
  readonly caPubs: readonly Hex[];
  readonly grantedWithMods: boolean;
  readonly comparison: readonly FieldComparison[];
  /** The private key that the CA has made: an EnvelopedData, encrypted to us. */
  readonly keyEnvelope?: Hex;
  /** Until when the CA waits for our confirmation (RFC 9810, section 5.1.1.2). */
  readonly confirmWaitTime?: string;
}

export type Hex = string;

/** The body of an answer, as the states above wait for it. */
export type AwaitedBodyType = Extract<PKIBodyType, 'ip' | 'cp' | 'kup' | 'rp' | 'genp' | 'pkiconf'>;
