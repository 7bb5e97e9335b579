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
  certProfile: { min: 0, max: 64 },
  /** Of our own MAC. RFC 4211, section 4.4, demands at least 100, and a CA may take no more than it likes. */
  macIterations: { min: 100, max: 1_000_000, default: 10_000 },
  macSaltOctets: { min: 8, max: 64, default: 16 },
  /** Of the CA's MAC: what it may demand, before anything is computed. */
  acceptedIterations: { min: 100, max: 1_000_000, default: 100_000 },
  clockSkewSeconds: { min: 10, max: 86_400, default: 300 },
  expectedSender: { min: 0, max: 512 },
  messageSeconds: { min: 1, max: 600 },
  totalSeconds: { min: 1, max: 3600 },
  waitingHours: { min: 1, max: 8760 },
  optionalHost: { min: 0, max: 253 },
  proxyUrl: { min: 0, max: 512 },
  proxyExemptions: { min: 0, max: 1024 },
} as const satisfies Record<string, Limit>;

/** A least and a greatest value, count or length. */
export interface Limit {
  readonly min: number;
  readonly max: number;
  readonly default?: number;
}
