import type { Lab } from '../lab.ts';
import { Refusal } from '../refusal.ts';
import type { CertificateRecord } from '../store/records.ts';
import { statusAt } from '../store/register.ts';

/**
 * RFC 9483, section 4.1.1: a certificate that is revoked, or not confirmed, proves nothing any more, or yet.
 *
 * @throws Refusal
 */
export function requireInUse(record: CertificateRecord, { clock }: Lab): void {
  const status = statusAt(record, clock());
  switch (status.name) {
    case 'valid':
      return;
    case 'unconfirmed':
      throw new Refusal('signerNotTrusted', 'the certificate has not been confirmed yet');
    case 'rejected':
      throw new Refusal('certRevoked', 'the certificate was rejected, or not confirmed in time');
    case 'revoked':
      throw new Refusal('certRevoked', `the certificate was revoked at ${status.at}`);
  }
}
