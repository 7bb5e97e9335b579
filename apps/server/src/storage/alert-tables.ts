import type { Generated } from 'kysely';

/** When an administrator is told of what. There is no row for a rule that is as it came. */
export interface AlertRuleTable {
  kind: string;
  /** JSON: the rule as it was written. */
  settings: string;
  updatedAt: number;
}

/** A way on which messages leave. */
export interface AlertChannelTable {
  id: string;
  name: string;
  /** What names are compared by; unique. */
  nameKey: string;
  type: string;
  enabled: number;
  /** JSON: what is read and written as a whole. */
  settings: string;
  /** Sealed: alert_channels/{id}/secret. */
  secretSealed: Uint8Array | null;
  secretSetAt: number | null;
  /** Counts the writes; the ETag. */
  version: number;
  createdAt: number;
  updatedAt: number;
}

/** Something that needs a person, for everything that has the same cause. */
export interface AlertTable {
  id: string;
  kind: string;
  /** What the affected have in common; with the kind it is the alert's key. Unique while open. */
  subject: string;
  /** JSON: what its texts are made of. */
  facts: string;
  /** How many members it has now. */
  memberCount: number;
  beganAt: number;
  lastJoinedAt: number;
  endedAt: number | null;
  endReason: string | null;
  /** Whether a message has said that it is over. */
  endTold: number;
  /** How often it came back shortly after its end. */
  reopened: number;
  acknowledgedAt: number | null;
  timesNotified: number;
  /** How many of these were repeats. */
  timesRepeated: number;
  lastNotifiedAt: number | null;
  /** When it is to be considered next: its next message is due, or it has changed. */
  notifyAt: number | null;
}

/** A trustpoint (or the server, or the CA certificate) that an alert is about. */
export interface AlertMemberTable {
  alertId: string;
  kind: string;
  /** Id of the trustpoint, key of the server, fingerprint of the certificate. In one open alert of a kind at most. */
  member: string;
  name: string;
  policyId: string | null;
  policyName: string | null;
  enrollmentId: string | null;
  since: number;
  leftAt: number | null;
  leftReason: string | null;
  /** Whether a message had counted it before it left and came back: then it is no news. */
  announced: number;
  /** When the trustpoint's certificate expires. */
  validUntil: number | null;
}

/** A change of a trustpoint that the alert rules have not looked at yet. Triggers write it. */
export interface AlertCheckTable {
  id: string;
  trustpointId: string;
}

/** How far the alert rules have looked at the trustpoints. */
export interface AlertLookTable {
  /** There is one: `trustpoints`. */
  name: string;
  /** JSON: which conditions it was that were looked at. */
  rules: string;
  lookedAt: number;
}

/** One message to one channel: the outbox. */
export interface AlertDeliveryTable {
  /** Also its Message-ID and webhook-id, the same for every try. */
  id: string;
  /** The alert; of several the one that affects most. */
  alertId: string;
  /** How many alerts it is about. */
  alertCount: Generated<number>;
  /** No foreign key: what was sent stays readable when the channel is gone. */
  channelId: string;
  channelName: string;
  channelType: string;
  kind: string;
  event: string;
  /** The subject line. */
  subject: string;
  /** JSON: the message, as a webhook gets it. */
  notice: string;
  state: string;
  createdAt: number;
  /** Null also while a message about many alerts is being written. */
  nextTryAt: number | null;
  endedAt: number | null;
  tries: number;
  lastTryAt: number | null;
  leaseOwner: string | null;
  leaseExpiresAt: number | null;
  /** JSON: why the last try did not deliver it. */
  problem: string | null;
  /** JSON: the recipients who do not have it yet, once others do. */
  remaining: string | null;
}

/** A CA certificate that a policy trusts, or that stands in a chain. */
export interface CaCertificateTable {
  /** SHA-256, hexadecimal. */
  fingerprint: string;
  subject: string;
  validUntil: number;
}

export interface PolicyAnchorTable {
  policyId: string;
  fingerprint: string;
}

/** The issuers in the chain of a trustpoint's current certificate. */
export interface TrustpointIssuerTable {
  trustpointId: string;
  fingerprint: string;
}
