import { fromHex } from '@crypto-cmp/der';
import { parseCertificate, REVOCATION_REASONS, type RevocationReason, type RevokedFields } from '@crypto-cmp/x509';

import type { CertificateRecord } from '../store/records.ts';
import { type Register, statusAt } from '../store/register.ts';

/**
 * What stands on the list of the issuing CA, in the order of issue. Certificates that nobody confirmed stand there too: they
 * are out in the world, and count for nothing (RFC 9483, section 5.1.2). Expired ones no longer do (RFC 5280, section 3.3).
 */
export function findRevoked(register: Register, now: Date): RevokedFields[] {
  return register.certificates().flatMap((record) => {
    const end = readEnd(record, now);
    if (end === undefined) return [];
    const { serialNumber, notAfter, notBefore } = parseCertificate(fromHex(record.certificate));
    if (notAfter < now) return [];
    return [{ serialNumber, revocationDate: end.at ?? notBefore, reason: end.reason }];
  });
}

interface End {
  readonly at: Date | undefined;
  readonly reason: RevocationReason;
}

function readEnd(record: CertificateRecord, now: Date): End | undefined {
  const status = statusAt(record, now);
  if (status.name === 'revoked') return { at: new Date(status.at), reason: reasonOf(status.reason) };
  if (status.name !== 'rejected') return undefined;
  return {
    at: record.status.name === 'unconfirmed' ? new Date(record.status.confirmBy) : undefined,
    reason: 'cessationOfOperation',
  };
}

function reasonOf(code: number): RevocationReason {
  // as: Object.entries forgets which keys there are
  const entries = Object.entries(REVOCATION_REASONS) as [RevocationReason, number][];
  return entries.find(([, number]) => number === code)?.[0] ?? 'unspecified';
}
