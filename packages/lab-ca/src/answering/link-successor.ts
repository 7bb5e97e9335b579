import type { Lab } from '../lab.ts';
import type { CertificateRecord } from '../store/records.ts';
import { statusAt } from '../store/register.ts';

/**
 * The records that change when `made` is issued in place of `updates`. A successor that was issued before and never
 * confirmed is given up: whoever lost the answer may try again at once, and no certificate ever has two successors.
 */
export function linkSuccessor(
  updates: CertificateRecord | undefined,
  made: CertificateRecord,
  { register }: Lab,
): CertificateRecord[] {
  if (updates === undefined) return [];
  // As it is now: another message may have changed it since the request was authorized.
  const current = register.certificate(updates.serialNumber) ?? updates;
  const former = current.successor === undefined ? undefined : register.certificate(current.successor);
  return [
    { ...current, successor: made.serialNumber },
    ...(former?.status.name === 'unconfirmed' ? [{ ...former, status: { name: 'rejected' } } as const] : []),
  ];
}

/** Whether a certificate has been updated: it has a successor that somebody confirmed. */
export function isUpdated({ successor }: CertificateRecord, { register, clock }: Lab): boolean {
  const record = successor === undefined ? undefined : register.certificate(successor);
  if (record === undefined) return false;
  const { name } = statusAt(record, clock());
  return name === 'valid' || name === 'revoked';
}
