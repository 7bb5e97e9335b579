/** What the lab CA remembers: plain JSON, octets in lower case hexadecimal, times in RFC 3339. */
export type LabCaRecord = CertificateRecord | TransactionRecord | RevocationListRecord;

/** A certificate that was issued, whatever became of it. */
export interface CertificateRecord {
  readonly type: 'certificate';
  readonly serialNumber: Hex;
  /** DER. */
  readonly certificate: Hex;
  /**
   * Who may ask for its update or revocation by a MAC: the reference under which the first of its line was enrolled, or
   * a name for the certificate of another PKI that signed for it.
   */
  readonly owner: string;
  readonly status: CertificateStatus;
  /** The certificate that was issued in its place by a kur. */
  readonly successor?: Hex;
}

export type CertificateStatus =
  /** Issued, and not confirmed before this time: then it counts as rejected. */
  | { readonly name: 'unconfirmed'; readonly confirmBy: string }
  | { readonly name: 'valid' }
  /** By its requester, or because nobody confirmed it. */
  | { readonly name: 'rejected' }
  /** With the CRLReason of RFC 5280, section 5.3.1. */
  | { readonly name: 'revoked'; readonly at: string; readonly reason: number };

/** The last list that a CA has signed: the next one has a higher number, and a later time. */
export interface RevocationListRecord {
  readonly type: 'revocation-list';
  readonly issuer: 'root' | 'issuing';
  /** The identifier of the key: another root signs anew. */
  readonly signedBy: Hex;
  /** A CertificateList in DER. */
  readonly list: Hex;
}

/** A transaction between two messages of the requester. */
export interface TransactionRecord {
  readonly type: 'transaction';
  readonly transactionID: Hex;
  readonly credential: CredentialRecord;
  /** One salt for all answers under a MAC, so that both sides derive its key once. */
  readonly macSalt: Hex;
  /** Of the last request: SHA-256 over path and octets. The same request again gets the same answer again. */
  readonly lastRequest: Hex;
  /** The octets of the last answer. */
  readonly lastAnswer: Hex;
  /** The senderNonce of the last answer: the next request carries it as recipNonce. */
  readonly answerNonce: Hex;
  readonly peerNonces: readonly Hex[];
  readonly stage: TransactionStage;
  /** What the requester has sent for our own KEM key: our answers are protected by it. */
  readonly kemCiphertext?: Hex;
}

/** What a requester proved itself with: the same in all messages of a transaction (RFC 9483, section 3.2). */
export type CredentialRecord =
  | { readonly kind: 'mac'; readonly referenceId: Hex }
  | {
      readonly kind: 'signature';
      readonly certificate: Hex;
      /** Of a KEM key, in place of one that signs: what was encapsulated for it (RFC 9810, section 5.1.3.4). */
      readonly kemSecret?: Hex;
    };

export type TransactionStage =
  /** A ciphertext has gone out: the request that it will protect may come. */
  | { readonly name: 'agreed' }
  /** The request waits here, checked but not answered, for so many more pollReq. */
  | { readonly name: 'waiting'; readonly request: Hex; readonly certReqId: number; readonly pollsLeft: number }
  | { readonly name: 'confirming'; readonly certReqId: number; readonly serialNumber: Hex }
  /** With the certificate that was confirmed or rejected in it, if any. */
  | { readonly name: 'ended'; readonly certReqId?: number; readonly serialNumber?: Hex };

export type Hex = string;

/** What a record is about: two with the same key are an earlier and a later state of one thing. */
export function recordKey(record: LabCaRecord): string {
  switch (record.type) {
    case 'certificate':
      return `certificate ${record.serialNumber}`;
    case 'transaction':
      return `transaction ${record.transactionID}`;
    case 'revocation-list':
      return `revocation-list ${record.issuer}`;
  }
}

/** The last record about each thing, the one that changed last standing last. */
export function latestRecords(records: readonly LabCaRecord[]): LabCaRecord[] {
  const latest = new Map<string, LabCaRecord>();
  for (const record of records) {
    latest.delete(recordKey(record));
    latest.set(recordKey(record), record);
  }
  return [...latest.values()];
}
