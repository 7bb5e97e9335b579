/**
 * The tables, as the queries see them.
 *
 * Times are milliseconds since 1970 (integers compare and subtract alike on every engine); identifiers are UUIDs of
 * version 7, so they sort by age; JSON is text; flags are 0 or 1.
 */
export interface Database {
  installation: InstallationTable;
  policies: PolicyTable;
  trustpoints: TrustpointTable;
  keys: KeyTable;
  certificates: CertificateTable;
  enrollments: EnrollmentTable;
  messages: MessageTable;
  idempotencyKeys: IdempotencyKeyTable;
}

/** Facts about the whole installation, such as the check value of its master key. */
export interface InstallationTable {
  name: string;
  value: string;
}

/** A Crypto CMP policy. Its trustpoints have a table of their own. */
export interface PolicyTable {
  id: string;
  name: string;
  description: string;
  /** JSON: what is read and written as a whole (servers, trust anchors, key, protection, renewal timeout). */
  settings: string;
  /** Name, hosts and trustpoint names in lower case, for `q`. */
  searchText: string;
  trustpointCount: number;
  /** Counts the writes; the ETag. */
  version: number;
  createdAt: number;
  updatedAt: number;
}

/** A trustpoint, with what lists need to know about its current certificate. */
export interface TrustpointTable {
  id: string;
  policyId: string;
  /** Place in its policy. */
  position: number;
  name: string;
  subjectName: string;
  /** JSON: Reference ID, Sender Name, Recipient Name, SANs. */
  settings: string;
  searchText: string;
  /** Sealed: trustpoints/{id}/secret. */
  secretSealed: Uint8Array | null;
  secretSetAt: number | null;
  currentCertificateId: string | null;
  /** Of the current certificate; the states are computed from these and the clock. */
  validFrom: number | null;
  validUntil: number | null;
  renewFrom: number | null;
  overdueFrom: number | null;
  revokedAt: number | null;
  lastFailure: string | null;
  lastFailureAt: number | null;
  lastFailureEnrollmentId: string | null;
  /** 1 when the last failure needs a person: no retry can cure it. */
  failureNeedsAction: number;
  createdAt: number;
  updatedAt: number;
}

/** A key pair, made for one enrollment of one trustpoint. */
export interface KeyTable {
  id: string;
  trustpointId: string;
  enrollmentId: string;
  keyType: string;
  publicKey: Uint8Array;
  /** Sealed PKCS#8: keys/{id}/private_key. Null once it was destroyed. */
  privateKeySealed: Uint8Array | null;
  createdAt: number;
  destroyedAt: number | null;
}

/** A confirmed certificate. Kept for ever. */
export interface CertificateTable {
  id: string;
  trustpointId: string | null;
  enrollmentId: string;
  keyId: string;
  der: Uint8Array;
  /** JSON: base64 of the issuers, the certificate's own issuer first, the trust anchor last. */
  chain: string;
  subject: string;
  issuer: string;
  /** Hexadecimal. */
  serialNumber: string;
  validFrom: number;
  validUntil: number;
  /** SHA-256, hexadecimal. */
  fingerprint: string;
  savedAt: number;
  /** When a newer one took its place. */
  replacedAt: number | null;
}

/** An enrollment; while it runs its row is also its place in the queue. */
export interface EnrollmentTable {
  id: string;
  trustpointId: string | null;
  /** The names stay readable when trustpoint or policy are gone. */
  trustpointName: string;
  policyId: string | null;
  policyName: string;
  operation: string;
  startedBy: string;
  state: string;
  createdAt: number;
  finishedAt: number | null;
  /** When a worker should look at it next; null once it has finished. */
  nextStepAt: number | null;
  /** Total time; waiting for the CA moves it. */
  deadlineAt: number;
  leaseOwner: string | null;
  leaseExpiresAt: number | null;
  /** Failures of the console itself in a row, so that a row that cannot be worked ends. */
  faults: number;
  cancelRequestedAt: number | null;
  /** JSON: the policy and trustpoint as they were at the start; an edit meanwhile changes nothing. */
  plan: string | null;
  /** Sealed copy of the secret while it runs: enrollments/{id}/secret. */
  secretSealed: Uint8Array | null;
  /** JSON: the state of the CMP transaction. */
  transactionState: string | null;
  transactionId: string | null;
  requestType: string | null;
  keyId: string | null;
  /** The number of the stored message that must reach a server before anything else happens. */
  outgoingNumber: number | null;
  /** Which server of the plan is asked now. */
  serverIndex: number;
  /** Role and address of the server that answered last. */
  answeredBy: string | null;
  waitingSince: number | null;
  replacesCertificateId: string | null;
  certificateId: string | null;
  failure: string | null;
}

/** One message of an exchange, sent or received. Kept for ever; holds no secret. */
export interface MessageTable {
  enrollmentId: string;
  /** From 1, in the order they happened. */
  number: number;
  direction: string;
  bodyType: string;
  serverRole: string;
  serverUrl: string;
  bytes: Uint8Array;
  at: number;
  /** When it was sent again, the last time. */
  lastAt: number;
  durationMs: number | null;
  tries: number;
  /** JSON: why it did not arrive; null when it did, or when that is not known yet. */
  deliveryProblem: string | null;
  delivered: number;
  /** JSON: the checks and their verdicts, for a received message. */
  checks: string | null;
  summary: string | null;
}

/** What was answered to a POST that carried an Idempotency-Key. */
export interface IdempotencyKeyTable {
  key: string;
  fingerprint: string;
  enrollmentId: string;
  createdAt: number;
}
