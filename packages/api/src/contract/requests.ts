import { PolicyDraft, TRUSTPOINT_STATES } from '@crypto-cmp/policy';
import { z } from 'zod';
import { ENROLLMENT_OPERATIONS, ENROLLMENT_STATES } from '../read/enrollment-state.ts';
import { Identifier } from '../read/identifier.ts';
import { anyOf, listQuery } from './list.ts';

/** What lists can be sorted by; with `-` in front the other way round. */
export const POLICY_SORTS = ['name', '-name', 'updatedAt', '-updatedAt', 'trustpoints', '-trustpoints'] as const;
export const TRUSTPOINT_SORTS = ['urgency', 'name', '-name', 'notAfter', '-notAfter', 'policy', '-policy'] as const;
export const ENROLLMENT_SORTS = ['-createdAt', 'createdAt'] as const;

/** `q` looks in names, descriptions, hosts and trustpoint names. */
export const PolicyListQuery = z.object({ ...listQuery, sort: z.enum(POLICY_SORTS).default('name') });

/** `q` looks in names, subjects and serial numbers. `urgency`: what needs you first, then what expires first. */
export const TrustpointListQuery = z.object({
  ...listQuery,
  sort: z.enum(TRUSTPOINT_SORTS).default('urgency'),
  state: anyOf(TRUSTPOINT_STATES),
  needsYou: z.stringbool().optional(),
  policy: Identifier.optional(),
});

/** `q` looks in the names of trustpoints and policies, and in transactionIDs. */
export const EnrollmentListQuery = z.object({
  ...listQuery,
  sort: z.enum(ENROLLMENT_SORTS).default('-createdAt'),
  state: anyOf(ENROLLMENT_STATES),
  trustpoint: Identifier.optional(),
  policy: Identifier.optional(),
});

export const ById = z.object({ id: Identifier });

export const ByMessage = z.object({ id: Identifier, n: z.coerce.number<number | string>().int().min(1) });

/** How a copy is called. Everything else is as in the original. */
export const PolicyCopyDraft = z.strictObject({ name: PolicyDraft.shape.name }).meta({ id: 'PolicyCopyDraft' });
export type PolicyCopyDraft = z.infer<typeof PolicyCopyDraft>;

/** `renew` uses the current certificate, `enroll` the Secret. */
export const EnrollmentDraft = z
  .strictObject({ operation: z.enum(ENROLLMENT_OPERATIONS) })
  .meta({ id: 'EnrollmentDraft' });
export type EnrollmentDraft = z.infer<typeof EnrollmentDraft>;

export const CERTIFICATE_FORMATS = ['pem', 'der', 'chain'] as const;
export type CertificateFormat = (typeof CERTIFICATE_FORMATS)[number];

/** `chain`: the certificate and its intermediates, as PEM. */
export const CertificateQuery = z.object({ format: z.enum(CERTIFICATE_FORMATS).default('pem') });

/** `force`: also when certificates are lost with it. */
export const RemovalQuery = z.object({ force: z.stringbool().default(false) });

/** The longest body of a request, in octets: a policy that uses all its limits fits. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;
