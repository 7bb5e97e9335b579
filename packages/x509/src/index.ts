export { X509Error, type X509ErrorCode } from './x509-error.ts';

export type { DistinguishedName, NameAttribute, RelativeDistinguishedName } from './names/distinguished-name.ts';
export { NameError } from './names/name-error.ts';
export type { NameErrorCode } from './names/name-error-code.ts';
export { parseName } from './names/parse-name.ts';
export { encodeName } from './names/encode-name.ts';
export { decodeName } from './names/decode-name.ts';
export { formatName } from './names/format-name.ts';
export { describeName } from './names/describe-name.ts';
export { matchNames } from './names/match-names.ts';
export { isNullName, nullName } from './names/null-name.ts';

export { formatIpAddress, parseIpAddress } from './general-names/ip-address.ts';
export {
  GENERAL_NAME_KINDS,
  type GeneralNameKind,
  parseGeneralName,
  USER_PRINCIPAL_NAME,
} from './general-names/parse-general-name.ts';
export { describeGeneralName, type GeneralNameDescription } from './general-names/describe-general-name.ts';

export { HASH_LABELS, HASH_NAMES, HASH_OCTETS, HASH_OIDS, type HashName, hashNameOf } from './keys/hash-name.ts';
export { KEY_TYPES, type KeyType } from './keys/key-type.ts';
export {
  KEM_KEY_TYPES,
  type KemKeyType,
  POST_QUANTUM_KEY_TYPES,
  type PostQuantumKeyType,
} from './keys/post-quantum-key-type.ts';
export type { Signer } from './keys/signer.ts';
export type { SignerOptions } from './keys/choose-scheme.ts';
export type { CryptoProvider, GmacInput, KeyPair, KmacInput } from './keys/crypto-provider.ts';
export {
  describeKey,
  type EcCurve,
  type EcKeyDescription,
  type KeyDescription,
  type RsaKeyDescription,
} from './keys/describe-key.ts';
export { describeSignatureAlgorithm, signatureHash } from './keys/signature-algorithm.ts';
export { type SignatureScheme, toSignatureAlgorithm, toSignatureScheme } from './keys/signature-scheme.ts';
export { createWebCryptoSigner, type SubtleKey, type SubtleSigning } from './keys/web-crypto-signer.ts';

export type {
  Encapsulated,
  EncryptionProvider,
  EphemeralAgreement,
  KemKeyPair,
} from './encryption/encryption-provider.ts';
export { hkdf, HKDF_OIDS, type HkdfInput } from './encryption/hkdf.ts';
export {
  type KeyTransportScheme,
  toKeyTransportAlgorithm,
  toKeyTransportScheme,
} from './encryption/key-transport-scheme.ts';
export type { KemDecapsulator, KeyAgreementRecipient, KeyTransportRecipient } from './encryption/recipients.ts';
export { x963Kdf, type X963Input } from './encryption/x963-kdf.ts';

export type { Certificate } from './certificate/certificate.ts';
export { parseCertificate } from './certificate/parse-certificate.ts';
export { type CertificateFields, createCertificate, createSerialNumber } from './certificate/create-certificate.ts';
export { certificateFingerprint, formatFingerprint, formatSerialNumber } from './certificate/fingerprint.ts';
export {
  type CertificationRequestFields,
  createCertificationRequest,
} from './certificate/create-certification-request.ts';
export {
  type ParsedCertificationRequest,
  parseCertificationRequest,
} from './certificate/parse-certification-request.ts';
export { verifyCertificationRequest } from './certificate/verify-certification-request.ts';
export { encodePem, parsePem } from './pem.ts';

export type { CertificateList, RevokedCertificate } from './crl/certificate-list.ts';
export { parseCertificateList } from './crl/parse-certificate-list.ts';
export {
  type CertificateListFields,
  createCertificateList,
  type RevokedFields,
} from './crl/create-certificate-list.ts';
export { createCrlNumber, crlNumber, deltaCrlIndicator } from './crl/crl-number.ts';
export {
  createIssuingDistributionPoint,
  type IssuingDistributionPoint,
  issuingDistributionPoint,
} from './crl/issuing-distribution-point.ts';
export { createRevocationReason, REVOCATION_REASONS, type RevocationReason } from './crl/revocation-reason.ts';
export { checkRevocation, type RevocationRequest } from './crl/check-revocation.ts';
export type { RevocationUnknown, RevocationUnknownCode, RevocationVerdict } from './crl/revocation-verdict.ts';

export { EXTENSION_OIDS } from './extensions/extension-oids.ts';
export type { WithExtensions } from './extensions/read-extension.ts';
export { type BasicConstraints, basicConstraints, createBasicConstraints } from './extensions/basic-constraints.ts';
export { createCrlDistributionPoints, crlDistributionPoints } from './extensions/crl-distribution-points.ts';
export { createExtendedKeyUsage, extendedKeyUsage, KEY_PURPOSES } from './extensions/extended-key-usage.ts';
export {
  AuthorityKeyIdentifier,
  authorityKeyIdentifier,
  createAuthorityKeyIdentifier,
  createKeyIdentifier,
  createSubjectKeyIdentifier,
  subjectKeyIdentifier,
} from './extensions/key-identifiers.ts';
export { createKeyUsage, KEY_USAGES, type KeyUsage, keyUsage } from './extensions/key-usage.ts';
export {
  createNameConstraints,
  type GeneralSubtree,
  type NameConstraints,
  nameConstraints,
} from './extensions/name-constraints.ts';
export { createSubjectAltName, subjectAltNames } from './extensions/subject-alt-names.ts';

export { AlgorithmIdentifier } from './structures/algorithm-identifier.ts';
export { Attribute } from './structures/attribute.ts';
export { CertificationRequest, CertificationRequestInfo } from './structures/certification-request.ts';
export { DistributionPoint, DistributionPointName } from './structures/distribution-point.ts';
export { Extension, Extensions } from './structures/extension.ts';
export { GeneralName, GeneralNames, OtherName } from './structures/general-name.ts';
export { Name } from './structures/name.ts';
export { PrivateKeyInfo } from './structures/private-key-info.ts';
export { SubjectPublicKeyInfo } from './structures/subject-public-key-info.ts';
export { Time, toTime } from './structures/time.ts';

export { type PathRequest, validatePath } from './path/validate-path.ts';
export type { PathRefusal, PathRefusalCode, PathVerdict, TrustedPath } from './path/path-verdict.ts';
