/** One line of "requested and issued". All texts are for people; those of the certificate are the peer's. */
export interface FieldComparison {
  readonly field: ComparedField;
  /** The kind of a subjectAltName, as describeGeneralName names it: `fqdn`, `string` ... */
  readonly nameKind?: string;
  /** Absent when it was not requested. */
  readonly requested?: string;
  /** Absent when it is not in the certificate. */
  readonly issued?: string;
  readonly verdict: 'same' | 'changed' | 'missing' | 'added';
}

export type ComparedField = 'subject' | 'subjectAltName' | 'publicKey' | 'notBefore' | 'notAfter';
