import { DerError } from '@crypto-cmp/der';
import {
  type CertificateFields,
  createAuthorityKeyIdentifier,
  createCrlDistributionPoints,
  createKeyIdentifier,
  createSerialNumber,
  createSubjectKeyIdentifier,
  decodeName,
  isNullName,
  matchNames,
  X509Error,
} from '@crypto-cmp/x509';

import type { Lab } from '../lab.ts';
import { Refusal } from '../refusal.ts';
import type { CertificateWish } from './certificate-wish.ts';
import { planExtensions } from './plan-extensions.ts';
import type { Profile } from './profiles.ts';
import { planValidity } from './plan-validity.ts';

/** A certificate that could be issued. */
export interface CertificatePlan {
  readonly fields: CertificateFields;
  /** Wishes that are not granted, in words. */
  readonly modifications: readonly string[];
}

/** What the path and the header of the request say about it. */
export interface Grants {
  readonly profile?: Profile;
  /** Whether cmcRA is granted. */
  readonly registrationAuthorities: boolean;
}

/**
 * Decides about a wish: RFC 9483, section 5.1.1.
 *
 * @throws Refusal
 */
export async function planCertificate(wish: CertificateWish, lab: Lab, grants: Grants): Promise<CertificatePlan> {
  try {
    return await plan(wish, lab, grants);
  } catch (cause) {
    if (!(cause instanceof X509Error || cause instanceof DerError)) throw cause;
    throw new Refusal('badCertTemplate', cause.message, { cause });
  }
}

async function plan(wish: CertificateWish, lab: Lab, grants: Grants): Promise<CertificatePlan> {
  const { crypto } = lab;
  const crlDistributionPoints = lab.crlDistributionPoints();
  const { certificate: issuer, signer } = lab.authority.issuing;
  // A name that cannot be read is not signed.
  decodeName(wish.subject);
  const { extensions, modifications } = planExtensions(wish, grants);
  const validity = planValidity(wish, lab);
  return {
    fields: {
      serialNumber: createSerialNumber(crypto),
      issuer: issuer.subject,
      subject: wish.subject,
      notBefore: validity.notBefore,
      notAfter: validity.notAfter,
      subjectPublicKeyInfo: wish.publicKey,
      extensions: [
        ...extensions,
        createSubjectKeyIdentifier(await createKeyIdentifier(wish.publicKey, crypto)),
        createAuthorityKeyIdentifier(await createKeyIdentifier(issuer.subjectPublicKeyInfo, crypto)),
        ...(crlDistributionPoints.length > 0 ? [createCrlDistributionPoints(crlDistributionPoints)] : []),
      ],
      signer,
    },
    modifications: [...issuerModification(wish, issuer.subject), ...modifications, ...validity.modifications],
  };
}

/** OpenSSL names the issuer of the certificate it signs with, whoever that is: a wish that cannot be granted. */
function issuerModification({ issuer }: CertificateWish, own: Uint8Array): string[] {
  const isGranted = issuer === undefined || isNullName(issuer) || matchNames(issuer, own);
  return isGranted ? [] : ['the issuer is another one'];
}
