import type { PKIBody } from '@crypto-cmp/cmp';

/** A request for a certificate. */
export type EnrollmentBody = Extract<PKIBody, { type: 'ir' | 'cr' | 'kur' | 'p10cr' }>;

export function isEnrollment(body: PKIBody): body is EnrollmentBody {
  return body.type in ANSWER_TYPES;
}

/** RFC 9810, section 5.3.4: a p10cr has none, and is answered with -1. */
export function certReqIdOf({ type }: EnrollmentBody): number {
  return type === 'p10cr' ? -1 : 0;
}

export const ANSWER_TYPES = { ir: 'ip', cr: 'cp', kur: 'kup', p10cr: 'cp' } as const;
