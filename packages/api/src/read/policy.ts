import { KeyType, POLICY_WARNING_CODES, TRUSTPOINT_STATES } from '@crypto-cmp/policy';
import { z } from 'zod';
import { StoredAdvancedSettings } from './advanced-settings.ts';
import { CmpServer } from './cmp-server.ts';
import { Identifier } from './identifier.ts';
import { Instant } from './instant.ts';
import { StoredRenewalWindow } from './renewal-window.ts';
import { trustpointSettings } from './trustpoint-settings.ts';

/** A trustpoint as a row of its policy. */
export const PolicyTrustpoint = z
  .object({
    id: Identifier,
    ...trustpointSettings,
    state: z.enum(TRUSTPOINT_STATES),
    /** Of the current certificate. */
    notBefore: Instant.nullable(),
    notAfter: Instant.nullable(),
    runningEnrollmentId: Identifier.nullable(),
  })
  .meta({ id: 'PolicyTrustpoint' });
export type PolicyTrustpoint = z.infer<typeof PolicyTrustpoint>;

/** `pointer` is a JSON pointer to the field that would have to change. */
export const PolicyWarning = z
  .object({ pointer: z.string(), code: z.enum(POLICY_WARNING_CODES), message: z.string() })
  .meta({ id: 'PolicyWarning' });

/** A policy with its servers and trustpoints. `toPolicyDraft` makes of it what PUT takes. */
export const Policy = z
  .object({
    id: Identifier,
    /** Also the ETag. Counts the changes an administrator made. */
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
    name: z.string(),
    description: z.string(),
    /** Days before expiry. */
    certificateRenewalTimeout: z.int(),
    /** Null: renewals may be tried at any time. */
    renewalWindow: StoredRenewalWindow.nullable(),
    keyType: KeyType,
    servers: z.array(CmpServer),
    /** PEM, one certificate each. */
    trustAnchors: z.array(z.string()),
    trustpoints: z.array(PolicyTrustpoint),
    advanced: StoredAdvancedSettings,
    /** What of it is weak or cannot work, though it may be written. */
    warnings: z.array(PolicyWarning),
  })
  .meta({ id: 'Policy' });
export type Policy = z.infer<typeof Policy>;
