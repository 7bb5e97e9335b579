/**
 * A distinguished name as it is written and read by people. `rdns` stands in the order of the DER encoding, most
 * significant first (RFC 5280, section 4.1.2.4); RFC 4514 text has it the other way round. Certificates keep their
 * names as raw DER: this form is for writing new ones and for showing.
 */
export interface DistinguishedName {
  readonly rdns: readonly RelativeDistinguishedName[];
}

/** One step of a name: usually one attribute, seldom several of distinct types (`CN=a+serialNumber=1`). */
export type RelativeDistinguishedName = readonly NameAttribute[];

export interface NameAttribute {
  /** The attribute type's object identifier, dotted. */
  readonly type: string;
  /** The value as text, or `#` and hexadecimal digits where the value is no text. */
  readonly value: string;
  /** The value's own encoding, present only where `value` does not determine it: what RFC 4514 writes as `#0c03…`. */
  readonly der?: Uint8Array;
}
