import type { CmpServerDraft } from '@crypto-cmp/policy';

import { completeSettings, type PolicySettings, type TrustpointSettings } from '../../policies/stored-settings.ts';
import type { EnrollmentFailure } from '../failure-code.ts';

/**
 * What an enrollment works from: policy and trustpoint as they were when it began. An edit meanwhile changes nothing,
 * for a transaction must keep its credential and its names (RFC 9483, section 3.2).
 */
export interface EnrollmentPlan {
  readonly requestType: 'ir' | 'cr' | 'p10cr' | 'kur';
  readonly policy: PolicySettings;
  readonly trustpoint: TrustpointSettings & { readonly subjectName: string };
  /** Primary first. */
  readonly servers: readonly CmpServerDraft[];
  /** Those that were not asked, since their circuit was open. */
  readonly skipped: readonly SkippedServer[];
  /** The certificate whose key signs the requests; null: the Secret protects them. */
  readonly signingCertificateId: string | null;
  /** Trust anchors learned under the secret (caPubs), in base64; used where the policy has none. */
  readonly learnedTrustAnchors: readonly string[];
  /** Set in the second transaction of a renewal whose kur was refused for its signer. */
  readonly fallback?: Fallback;
}

/** How the first transaction ended. */
export interface Fallback {
  readonly at: number;
  /** The number of the CA's refusal: messages after it are of the second transaction. */
  readonly afterMessage: number;
  readonly transactionId: string;
  readonly failure: EnrollmentFailure;
}

export interface SkippedServer {
  readonly serverIndex: number;
  /** Milliseconds since 1970. */
  readonly openSince: number;
}

/** Writes a plan for its column. */
export function storePlan(plan: EnrollmentPlan): string {
  return JSON.stringify(plan);
}

export function readPlan(column: string): EnrollmentPlan {
  // only storePlan's result is ever stored there; earlier versions knew no servers to skip, and no advanced settings
  const plan = JSON.parse(column) as Omit<EnrollmentPlan, 'skipped'> & Partial<EnrollmentPlan>;
  return { ...plan, skipped: plan.skipped ?? [], policy: completeSettings(plan.policy) };
}

/** Whether the current certificate protects the requests, and not the Secret. */
export function isSigned(plan: EnrollmentPlan | undefined): boolean {
  return plan !== undefined && plan.signingCertificateId !== null;
}

/** Primary first, whatever the order in the policy. */
export function inOrderOfRoles(servers: readonly CmpServerDraft[]): CmpServerDraft[] {
  return servers.toSorted((a, b) => a.role.localeCompare(b.role));
}
