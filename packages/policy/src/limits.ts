/**
 * Every limit of a Crypto CMP policy, once: for the form, the API and the database. Lengths count Unicode code points
 * (see {@link countCodePoints}), both ends included.
 */
export const LIMITS = {
  policyName: { min: 1, max: 31 },
  description: { min: 0, max: 512 },
  /** Whole days before expiry at which renewal starts. */
  certificateRenewalTimeout: { min: 1, max: 60, default: 14 },
  renewalWindowDays: { min: 1, max: 7 },
  timeZone: { min: 1, max: 64 },
  servers: { min: 1, max: 2 },
  host: { min: 1, max: 253 },
  path: { min: 1, max: 512 },
  port: { min: 1, max: 65_535 },
  /** Our own bounds, so that the work for one request is bounded: the document says "one or more" trustpoints. */
  trustpoints: { min: 1, max: 1000 },
  trustAnchors: { min: 0, max: 32 },
  trustAnchor: { min: 1, max: 65_536 },
  trustpointName: { min: 1, max: 32 },
  subjectName: { min: 1, max: 512 },
  referenceIdNumber: { min: 0, max: 256 },
  referenceIdText: { min: 1, max: 256 },
  secret: { min: 1, max: 256 },
  senderName: { min: 1, max: 512 },
  recipientName: { min: 0, max: 512 },
  subjectAltNames: { min: 1, max: 16 },
  sanValue: { min: 1, max: 128 },
} as const satisfies Record<string, Limit>;

/** A least and a greatest value, count or length. */
export interface Limit {
  readonly min: number;
  readonly max: number;
  readonly default?: number;
}
