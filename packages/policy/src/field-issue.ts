/** What is wrong with one field, the same for the form and the API. */
export interface FieldIssue {
  /** JSON pointer (RFC 6901) into the draft; empty for the draft as a whole. */
  readonly pointer: string;
  readonly code: FieldIssueCode;
  /** One or two short sentences for an administrator. Where there is a repair, it ends with the repair's label. */
  readonly message: string;
  readonly repair?: Repair;
}

/** A change that would put it right: set the value at `pointer`. */
export interface Repair {
  /** The words to press, such as `use FQDN`. */
  readonly label: string;
  readonly pointer: string;
  readonly value: RepairValue;
}

export type RepairValue = string | number | { readonly [key: string]: string | number };

export const FIELD_ISSUE_CODES = [
  'required',
  'wrong-type',
  'unknown-field',
  'unknown-choice',
  'too-short',
  'too-long',
  'too-small',
  'too-large',
  'too-few',
  'too-many',
  'not-whole',
  'not-unicode',
  'control-character',
  'outer-space',
  'host-invalid',
  'path-invalid',
  'time-invalid',
  'time-zone-unknown',
  'name-invalid',
  'reference-id-not-a-number',
  'reference-id-above-range',
  'ip-address-invalid',
  'email-invalid',
  'fqdn-invalid',
  'trust-anchor-malformed',
  'trust-anchor-several',
  'trust-anchor-not-a-ca',
  'primary-missing',
  'role-repeated',
  'name-repeated',
  'san-repeated',
  'name-taken',
  'trustpoint-unknown',
  'trustpoint-repeated',
  'secret-required',
  'url-invalid',
  'password-unprotected',
  'channel-unknown',
] as const;

/** Stable, for programs. The wording of a message may change, its code does not. */
export type FieldIssueCode = (typeof FIELD_ISSUE_CODES)[number];
