import {
  decode,
  implicit,
  integerOctets,
  octetString,
  optional,
  sequence,
  type Infer,
  type Tagged,
} from '@crypto-cmp/der';
import type { CryptoProvider } from '../keys/crypto-provider.ts';
import { readingDer } from '../reading-der.ts';
import type { Extension } from '../structures/extension.ts';
import { GeneralNames } from '../structures/general-name.ts';
import { SubjectPublicKeyInfo } from '../structures/subject-public-key-info.ts';
import { createExtension } from './create-extension.ts';
import { readExtension, type WithExtensions } from './read-extension.ts';

// RFC 5280, section 4.2.1.1
//
// AuthorityKeyIdentifier ::= SEQUENCE {
//   keyIdentifier              [0] OCTET STRING OPTIONAL,
//   authorityCertIssuer        [1] GeneralNames OPTIONAL,
//   authorityCertSerialNumber  [2] INTEGER OPTIONAL }

const authorityKeyIdentifierSyntax = sequence({
  keyIdentifier: optional(implicit(0, octetString)),
  authorityCertIssuer: optional(implicit(1, GeneralNames)),
  authorityCertSerialNumber: optional(implicit(2, integerOctets)),
});

export interface AuthorityKeyIdentifier extends Infer<typeof authorityKeyIdentifierSyntax> {}
export const AuthorityKeyIdentifier: Tagged<AuthorityKeyIdentifier> = authorityKeyIdentifierSyntax;

/** @throws X509Error `malformed-structure` */
export function authorityKeyIdentifier(holder: WithExtensions): AuthorityKeyIdentifier | undefined {
  return readExtension(holder, 'authorityKeyIdentifier', AuthorityKeyIdentifier);
}

export function createAuthorityKeyIdentifier(keyIdentifier: Uint8Array): Extension {
  return createExtension('authorityKeyIdentifier', false, AuthorityKeyIdentifier, { keyIdentifier });
}

/**
 * RFC 5280, section 4.2.1.2.
 *
 * @throws X509Error `malformed-structure`
 */
export function subjectKeyIdentifier(holder: WithExtensions): Uint8Array | undefined {
  return readExtension(holder, 'subjectKeyIdentifier', octetString);
}

export function createSubjectKeyIdentifier(keyIdentifier: Uint8Array): Extension {
  return createExtension('subjectKeyIdentifier', false, octetString, keyIdentifier);
}

/**
 * The usual identifier of a public key, method 1 of RFC 5280, section 4.2.1.2: SHA-1 of the key's bits. It tells keys
 * apart and protects nothing.
 *
 * @param spki SubjectPublicKeyInfo in DER
 * @throws X509Error `malformed-structure`
 */
export async function createKeyIdentifier(
  spki: Uint8Array,
  crypto: Pick<CryptoProvider, 'digest'>,
): Promise<Uint8Array> {
  const { subjectPublicKey } = readingDer('public key', () => decode(SubjectPublicKeyInfo, spki));
  return crypto.digest('sha1', subjectPublicKey);
}
