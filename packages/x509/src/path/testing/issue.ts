import type { Certificate } from '../../certificate/certificate.ts';
import { type CertificateFields, createCertificate, createSerialNumber } from '../../certificate/create-certificate.ts';
import { parseCertificate } from '../../certificate/parse-certificate.ts';
import { createBasicConstraints } from '../../extensions/basic-constraints.ts';
import {
  createAuthorityKeyIdentifier,
  createKeyIdentifier,
  createSubjectKeyIdentifier,
} from '../../extensions/key-identifiers.ts';
import { createKeyUsage, type KeyUsage } from '../../extensions/key-usage.ts';
import { createNameConstraints } from '../../extensions/name-constraints.ts';
import { createSubjectAltName } from '../../extensions/subject-alt-names.ts';
import type { CryptoProvider, KeyPair } from '../../keys/crypto-provider.ts';
import type { KeyType } from '../../keys/key-type.ts';
import { encodeName } from '../../names/encode-name.ts';
import { parseName } from '../../names/parse-name.ts';
import type { Extension } from '../../structures/extension.ts';
import type { GeneralName } from '../../structures/general-name.ts';

/** Issues certificates around {@link testTime} for tests of paths, good and bad ones alike. */
export async function issue(
  crypto: CryptoProvider,
  subject: string,
  issuer: Holder | undefined,
  wish: Wish = {},
): Promise<Holder> {
  const key = wish.key ?? (await crypto.generateKeyPair(wish.keyType ?? 'ec-p256'));
  const signerKey = issuer?.key ?? key;
  const extensions: Extension[] = [
    createSubjectKeyIdentifier(await createKeyIdentifier(key.publicKey, crypto)),
    createAuthorityKeyIdentifier(await createKeyIdentifier(signerKey.publicKey, crypto)),
    ...(wish.ca
      ? [createBasicConstraints({ cA: true, ...(wish.ca !== true && { pathLenConstraint: wish.ca.pathLen }) })]
      : []),
    ...(wish.keyUsage ? [createKeyUsage(wish.keyUsage)] : []),
    ...(wish.permitted || wish.excluded
      ? [createNameConstraints({ permitted: wish.permitted ?? [], excluded: wish.excluded ?? [] })]
      : []),
    ...(wish.sans ? [createSubjectAltName(wish.sans)] : []),
    ...(wish.extensions ?? []),
  ];
  const der = await createCertificate({
    serialNumber: createSerialNumber(crypto),
    issuer: issuer?.certificate.subject ?? encodeName(parseName(subject)),
    subject: encodeName(parseName(subject)),
    notBefore: wish.notBefore ?? new Date(testTime.getTime() - 86_400_000),
    notAfter: wish.notAfter ?? new Date(testTime.getTime() + 86_400_000),
    subjectPublicKeyInfo: key.publicKey,
    extensions,
    signer: (wish.forger ?? signerKey).signer,
  });
  return { certificate: parseCertificate(der), key };
}

export const testTime: Date = new Date('2026-06-01T12:00:00Z');

/** A certificate and the key that it is about. */
export interface Holder {
  readonly certificate: Certificate;
  readonly key: KeyPair;
}

export interface Wish extends Partial<Pick<CertificateFields, 'notBefore' | 'notAfter'>> {
  /** False leaves basicConstraints out. */
  readonly ca?: boolean | { readonly pathLen: number };
  readonly keyUsage?: readonly KeyUsage[];
  readonly permitted?: readonly GeneralName[];
  readonly excluded?: readonly GeneralName[];
  readonly sans?: readonly GeneralName[];
  readonly extensions?: readonly Extension[];
  readonly key?: KeyPair;
  readonly keyType?: KeyType;
  /** Signs with this key in place of the issuer's. */
  readonly forger?: KeyPair;
}
