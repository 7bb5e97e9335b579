import type { EnrollmentOperation, TrustpointSummary } from '@crypto-cmp/api';

/** Whether the trustpoint has a certificate that works: an enrollment would replace it. */
export function hasWorkingCertificate({
  state,
  certificate,
}: Pick<TrustpointSummary, 'state' | 'certificate'>): boolean {
  return certificate !== null && WORKING.has(state);
}

/** What brings the trustpoint to its next certificate: renewing takes a working one, enrolling the Secret. */
export function nextOperation(trustpoint: Pick<TrustpointSummary, 'state' | 'certificate'>): EnrollmentOperation {
  return hasWorkingCertificate(trustpoint) ? 'renew' : 'enroll';
}

const WORKING: ReadonlySet<TrustpointSummary['state']> = new Set(['valid', 'renewal-due', 'overdue']);
