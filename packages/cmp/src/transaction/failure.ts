import type { TransferErrorCode } from '../transfer/transfer-error.ts';
import type { EnrollmentOperation, Operation } from './transaction-request.ts';

/** Why a transaction did not end as it should. Plain data: it goes into a database and over an API as it is. */
export interface Failure<Code extends AnyFailureCode = FailureCode> {
  readonly kind: FailureKind;
  readonly code: Code;
  /** One exact sentence in lower case, without secrets. May quote a name the peer sent, unseen characters escaped: show as text. */
  readonly message: string;
  /** What the peer said, when it said something. */
  readonly claim?: PeerClaim;
  /** True once a request has left, until the CA has told us that there is no certificate: it may have issued one. */
  readonly certificateMayExist: boolean;
  /** Of an rr, once it has left: false when the CA has said no, true as long as it may have done what it was asked to. */
  readonly mayBeRevoked?: boolean;
  /** For a certificate that we refused: whether the CA has confirmed our rejection with pkiConf. */
  readonly rejection?: 'confirmed' | 'unconfirmed';
}

/** A peer's own words about a failure: untrusted text, its length bounded and its control characters made visible. */
export interface PeerClaim {
  /** False: the message was not, or wrongly, protected. Anyone on the way may have written it. */
  readonly authenticated: boolean;
  /** The PKIStatus by name, or `status 9` where it has none. */
  readonly status: string;
  /** The bits of PKIFailureInfo by name, or `bit 30` where one has none. */
  readonly failInfo: readonly string[];
  readonly statusString: readonly string[];
  /** errorCode and errorDetails of an error message (RFC 9810, section 5.3.21). */
  readonly errorCode?: string;
  readonly errorDetails?: readonly string[];
}

/** Whose fault a failure is. */
export type FailureKind =
  | 'transport' // no answer came
  | 'malformed' // bad bytes
  | 'unexpected' // good bytes at the wrong moment
  | 'peer-misbehaved' // well-formed, against the rules
  | 'peer-rejected' // the CA said no
  | 'not-trusted' // the sender, or the certificate, is not proven
  | 'not-supported' // we do not speak this
  | 'local'; // our own side

/** Every way a transaction can fail, with its kind. */
export const FAILURE_KINDS = {
  // Bad bytes.
  'message-too-large': 'malformed',
  'message-content-type': 'malformed',
  'message-malformed': 'malformed',
  // Good bytes at the wrong moment.
  'body-type-unexpected': 'unexpected',
  'transaction-id-differs': 'unexpected',
  'recip-nonce-differs': 'unexpected',
  'cert-req-id-differs': 'unexpected',
  // Against the rules.
  'sender-nonce-missing': 'peer-misbehaved',
  'sender-nonce-length': 'peer-misbehaved',
  'sender-nonce-repeated': 'peer-misbehaved',
  'message-time-off': 'peer-misbehaved',
  'recipient-differs': 'peer-misbehaved',
  'sender-differs': 'peer-misbehaved',
  'sender-kid-differs': 'peer-misbehaved',
  'status-inconsistent': 'peer-misbehaved',
  'certificate-missing': 'peer-misbehaved',
  'certificate-malformed': 'peer-misbehaved',
  'certificate-key-differs': 'peer-misbehaved',
  'certificate-names-differ': 'peer-misbehaved',
  'certificate-not-valid-now': 'peer-misbehaved',
  'private-key-unexpected': 'peer-misbehaved',
  'private-key-missing': 'peer-misbehaved',
  'private-key-differs': 'peer-misbehaved',
  'envelope-not-for-us': 'peer-misbehaved',
  'envelope-refused': 'peer-misbehaved',
  'envelope-not-opened': 'peer-misbehaved',
  'ca-pubs-malformed': 'peer-misbehaved',
  'polling-inconsistent': 'peer-misbehaved',
  'kem-ciphertext-unfit': 'peer-misbehaved',
  // Not proven.
  'protection-missing': 'not-trusted',
  'protection-kind-differs': 'not-trusted',
  'mac-wrong': 'not-trusted',
  'mac-parameters-refused': 'not-trusted',
  'signature-wrong': 'not-trusted',
  'signer-certificate-missing': 'not-trusted',
  'signer-not-authorized': 'not-trusted',
  'signer-not-trusted': 'not-trusted',
  'signer-expired': 'not-trusted',
  'signer-key-usage': 'not-trusted',
  'signer-revoked': 'not-trusted',
  'revocation-unknown': 'not-trusted',
  'trust-anchor-missing': 'not-trusted',
  'certificate-not-trusted': 'not-trusted',
  'key-authority-not-trusted': 'not-trusted',
  'certificate-revoked': 'not-trusted',
  // Not spoken here.
  'pvno-not-supported': 'not-supported',
  'protection-not-supported': 'not-supported',
  'certificate-encrypted': 'not-supported',
  'encrypted-value-refused': 'not-supported',
  'envelope-not-supported': 'not-supported',
  // The CA said no.
  'request-rejected': 'peer-rejected', // status rejection in ip, cp or kup
  'error-received': 'peer-rejected', // an error message whose sender is proven
  'error-not-authenticated': 'peer-rejected', // an error message anyone may have sent: only a claim
  // Our own side.
  canceled: 'local',
  'own-certificate-expired': 'local',
  'polling-timed-out': 'local',
  // No answer.
  'host-not-found': 'transport',
  'connection-refused': 'transport',
  'host-unreachable': 'transport',
  'connection-timed-out': 'transport',
  'connection-reset': 'transport',
  'tls-failed': 'transport',
  'tls-not-trusted': 'transport',
  'answer-timed-out': 'transport',
  'answer-truncated': 'transport',
  'answer-too-large': 'transport',
  'answer-empty': 'transport',
  'http-status': 'transport',
  'http-redirect': 'transport',
  'wrong-content-type': 'transport',
  'answer-not-http': 'transport',
  'transfer-failed': 'transport',
  'transfer-canceled': 'transport',
} as const satisfies Record<string, FailureKind> & Record<TransferErrorCode, 'transport'>;

export type FailureCode = keyof typeof FAILURE_KINDS;

/** The further ways in which rr and genm can fail. */
export const FURTHER_FAILURE_KINDS = {
  'revoked-certificate-differs': 'peer-misbehaved',
  'info-type-unexpected': 'unexpected',
  'info-value-malformed': 'malformed',
  'root-update-not-trusted': 'not-trusted',
  'crl-differs': 'peer-misbehaved',
  'crl-not-trusted': 'not-trusted',
} as const satisfies Record<string, FailureKind>;

/** A failure of any operation. */
export type AnyFailureCode = FailureCode | keyof typeof FURTHER_FAILURE_KINDS;

/** Of an operation: only rr and genm have the further ones. */
export type FailureCodeOf<O extends Operation> = O extends EnrollmentOperation ? FailureCode : AnyFailureCode;

export type AnyFailure = Failure<AnyFailureCode>;
