import { fromHex, toHex } from '@crypto-cmp/der';
import {
  type CertificateList,
  createCertificateList,
  createKeyIdentifier,
  crlNumber,
  type CryptoProvider,
  parseCertificateList,
  type RevokedFields,
} from '@crypto-cmp/x509';

import type { Authorities } from '../authority/authorities.ts';
import { createQueues } from '../queues.ts';
import type { RevocationListRecord } from '../store/records.ts';
import type { Register } from '../store/register.ts';
import { findRevoked } from './find-revoked.ts';

/** The CA whose list it is. */
export type ListIssuer = RevocationListRecord['issuer'];

export interface RevocationLists {
  /** Complete, and as things stand now: a new one is made whenever something has changed, or the last one grows old. */
  current(issuer: ListIssuer): Promise<CertificateList>;
}

export interface RevocationSources {
  readonly authorities: Authorities;
  readonly register: Register;
  readonly crypto: CryptoProvider;
  readonly clock: () => Date;
}

export function openRevocationLists(sources: RevocationSources): RevocationLists {
  // Two at once would both take the next number.
  const queues = createQueues();
  return { current: async (issuer) => queues.run(issuer, async () => renew(issuer, sources)) };
}

async function renew(issuer: ListIssuer, sources: RevocationSources): Promise<CertificateList> {
  const { authorities, register, crypto, clock } = sources;
  const { certificate, signer } = authorities.current[issuer];
  const known = register.revocationList(issuer);
  const last = known && parseCertificateList(fromHex(known.list));
  // The root has certified the issuing CA and the roots beside it, and takes none of that back.
  const revoked = issuer === 'issuing' ? findRevoked(register, clock()) : [];
  const signedBy = toHex(await createKeyIdentifier(signer.publicKey, crypto));
  if (last !== undefined && known?.signedBy === signedBy && isCurrent(last, revoked, clock())) return last;
  const thisUpdate = laterThan(last?.thisUpdate, clock());
  const der = await createCertificateList({
    issuer: certificate.subject,
    thisUpdate,
    nextUpdate: new Date(thisUpdate.getTime() + LIFETIME_MS),
    revoked,
    crlNumber: ((last && crlNumber(last)) ?? 0n) + 1n,
    authorityKeyIdentifier: fromHex(signedBy),
    signer,
  });
  await register.save({ type: 'revocation-list', issuer, signedBy, list: toHex(der) });
  return parseCertificateList(der);
}

function isCurrent(last: CertificateList, revoked: readonly RevokedFields[], now: Date): boolean {
  const age = now.getTime() - last.thisUpdate.getTime();
  return age < LIFETIME_MS / 2 && describe(last.entries) === describe(revoked);
}

function describe(entries: readonly Pick<RevokedFields, 'serialNumber' | 'reason'>[]): string {
  return entries.map(({ serialNumber, reason }) => `${toHex(serialNumber)} ${reason ?? 'unspecified'}`).join('\n');
}

/**
 * In whole seconds, and later than the last one: "newer than ours" is asked by this time (RFC 9483, section 4.3.4). A minute
 * back, so that several lists within a second are none of a time to come.
 */
function laterThan(last: Date | undefined, now: Date): Date {
  const second = Math.floor((now.getTime() - BACK_MS) / 1000) * 1000;
  return new Date(Math.max(second, (last?.getTime() ?? 0) + 1000));
}

const BACK_MS = 60_000;
const LIFETIME_MS = 86_400_000;
