import type {
  AlertChannelTable,
  AlertCheckTable,
  AlertDeliveryTable,
  AlertLookTable,
  AlertMemberTable,
  AlertRuleTable,
  AlertTable,
  CaCertificateTable,
  PolicyAnchorTable,
  TrustpointIssuerTable,
} from './alert-tables.ts';

/**
 * The tables, as the queries see them.
 *
 * Times are milliseconds since 1970 (integers compare and subtract alike on every engine); identifiers are UUIDs of
 * version 7, so they sort by age; JSON is text; flags are 0 or 1.
 */
export interface Database {
  installation: InstallationTable;
  policies: PolicyTable;
  policyServers: PolicyServerTable;
  trustpoints: TrustpointTable;
  keys: KeyTable;
  certificates: CertificateTable;
  enrollments: EnrollmentTable;
  messages: MessageTable;
  history: HistoryTable;
  serverContacts: ServerContactTable;
  serverGates: ServerGateTable;
  idempotencyKeys: IdempotencyKeyTable;
  alertRules: AlertRuleTable;
  alertChannels: AlertChannelTable;
  alerts: AlertTable;
  alertMembers: AlertMemberTable;
  alertChecks: AlertCheckTable;
  alertLooks: AlertLookTable;
  alertDeliveries: AlertDeliveryTable;
  caCertificates: CaCertificateTable;
  policyAnchors: PolicyAnchorTable;
  trustpointIssuers: TrustpointIssuerTable;
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
  /** What names are compared by; unique. */
  nameKey: string;
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

/** The CMP servers of the policies, again: to find who asks which server without reading every policy. */
export interface PolicyServerTable {
  policyId: string;
  role: string;
  transport: string;
  host: string;
  port: number;
}

/** A trustpoint, with what lists need to know about its current certificate. */
export interface TrustpointTable {
  id: string;
  policyId: string;
  /** Place in its policy. */
  position: number;
  name: string;
  /** What names are compared by; unique among all trustpoints. */
  nameKey: string;
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
  /** When the scheduler renews it, or tries again; null where there is nothing to renew. */
  renewAt: number | null;
  revokedAt: number | null;
  lastFailure: string | null;
  lastFailureAt: number | null;
  lastFailureEnrollmentId: string | null;
  /** 1 when the last failure needs a person: no retry can cure it, or nothing retries it. */
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
  trustpointId: string;
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
  /** No foreign keys: what happened stays readable when trustpoint or policy are gone. */
  trustpointId: string;
  trustpointName: string;
  policyId: string;
  policyName: string;
  /** Names and transactionID in lower case, for `q`. */
  searchText: string;
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
  /** How often the process died while it worked this row. */
  resumes: number;
  cancelRequestedAt: number | null;
  /** When the transaction was told of it. */
  cancelAppliedAt: number | null;
  /** JSON: the policy and trustpoint as they were at the start; an edit meanwhile changes nothing. */
  plan: string | null;
  /** Sealed copy of the secret while it runs: enrollments/{id}/secret. */
  secretSealed: Uint8Array | null;
  /** JSON: the state of the CMP transaction. */
  transactionState: string | null;
  transactionId: string | null;
  requestType: string | null;
  keyId: string | null;
  /** The CA server whose turn it is, as `serverKey` writes it; null in rows of a version that did not know it. */
  serverKey: string | null;
  /** 1 while it takes one of the places that this server has. */
  hasPlace: number;
  /** Why it must wait for that server; null when it need not. */
  holdUp: string | null;
  /** When that is looked at again, where it is known. */
  holdUpUntil: number | null;
  /** JSON: what is done at `nextStepAt`, while a message has to be sent again. */
  nextTry: string | null;
  /** How many messages are stored. */
  messageCount: number;
  /** The number of the stored message that must reach a server before anything else happens. */
  outgoingNumber: number | null;
  /** Which server of the plan is asked now. */
  serverIndex: number;
  /** Role and address of the server that answered last. */
  answeredBy: string | null;
  /** When each phase began; null for one that was not needed, or not reached. */
  requestingSince: number | null;
  waitingSince: number | null;
  confirmingSince: number | null;
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
  /** Null when it could not be read. */
  bodyType: string | null;
  serverIndex: number;
  /** JSON: the server as the policy names it. */
  server: string;
  bytes: Uint8Array;
  octets: number;
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
  /** What it says, in a few words. */
  words: string;
  /** JSON: what a received message says, in short. */
  summary: string | null;
}

/** What happened to a trustpoint, line by line. Goes with the trustpoint. */
export interface HistoryTable {
  id: string;
  trustpointId: string;
  at: number;
  kind: string;
  detail: string;
  byKind: string;
  byName: string | null;
  enrollmentId: string | null;
}

/** How a CMP server was at the last contact, whatever policy asked it. */
export interface ServerContactTable {
  transport: string;
  host: string;
  port: number;
  answers: number;
  at: number;
  /** Since when it answers, or does not. */
  since: number;
  durationMs: number | null;
  problem: string | null;
}

/**
 * What is allowed at a CMP server, whatever policy asks it. Its row is also the lock under which places are given; how
 * many are taken is counted from the enrollments themselves, so that no crash can leak one.
 */
export interface ServerGateTable {
  /** As `serverKey` writes it. */
  server: string;
  /** When its bucket of starts would be full again; in the past when it is. */
  startsFullAt: number;
  /** Exchanges that failed in a row. */
  failures: number;
  /** Since when its circuit is not closed; null while it is. */
  openSince: number | null;
  /** Until when nothing of the scheduler's is sent there; null while the circuit is closed. */
  openUntil: number | null;
  /** How often in a row it was opened: each time for longer. */
  openings: number;
  /** The enrollment that was let through last while it was half open. */
  probeId: string | null;
  /** When somebody should look whether one that is held up may go; null when none is. */
  callAt: number | null;
}

/** What a POST that carried an Idempotency-Key has made. */
export interface IdempotencyKeyTable {
  key: string;
  /** Of method, address and body: the same key for another request is a mistake. */
  fingerprint: string;
  /** The policy or enrollment that was made. */
  resourceId: string;
  createdAt: number;
}
