import type { PKIBodyType } from '../messages/pki-body.ts';
import type { Failure } from './failure.ts';
import type { FieldComparison } from './field-comparison.ts';
import type { Confirmation, SentBodyType } from './transaction-effect.ts';
import type { Operation } from './transaction-request.ts';

/**
 * A transaction between two steps: plain JSON, to be stored before its bytes are sent. It holds no secret and no private
 * key. Octets are lower case hexadecimal, times RFC 3339 in UTC.
 */
export interface TransactionState {
  readonly version: 1;
  readonly operation: Operation;
  readonly transactionID: Hex;
  /** Our name as we send it: a Name. */
  readonly sender: Hex;
  /** The CA's name as we address it: a Name. */
  readonly recipient: Hex;
  readonly protection: 'mac' | 'signature';
  /** One salt for the whole transaction, so that the key is derived once (RFC 9810, section 5.1.3.1). */
  readonly macSalt?: Hex;
  readonly requested: RequestedCertificate;
  readonly implicitConfirmAsked: boolean;
  readonly startedAt: string;
  /** The senderNonces of the CA's messages, the latest last: our next message answers it. Old ones are dropped. */
  readonly peerNonces: readonly Hex[];
  /** Certificates from extraCerts, for later messages that omit them (RFC 9483, section 3.3). Not trusted by being here. */
  readonly extraCerts: readonly Hex[];
  readonly stage: TransactionStage;
}

export type TransactionStage =
  | { readonly name: 'requesting'; readonly delivery: Delivery }
  | { readonly name: 'confirming'; readonly delivery: Delivery; readonly issued: IssuedCertificate }
  | { readonly name: 'rejecting'; readonly delivery: Delivery; readonly failure: Failure }
  | { readonly name: 'succeeded'; readonly issued: IssuedCertificate; readonly confirmedBy: Confirmation }
  | { readonly name: 'failed'; readonly failure: Failure; readonly farewell?: OutgoingMessage };

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
  /** A SubjectPublicKeyInfo. */
  readonly publicKey: Hex;
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
  /** Until when the CA waits for our confirmation (RFC 9810, section 5.1.1.2). */
  readonly confirmWaitTime?: string;
}

export type Hex = string;

/** The body of an answer, as the states above wait for it. */
export type AwaitedBodyType = Extract<PKIBodyType, 'ip' | 'cp' | 'kup' | 'pkiconf'>;
