import { EXTENSION_OIDS, HASH_LABELS, HASH_NAMES, HASH_OIDS, KEY_PURPOSES } from '@crypto-cmp/x509';

import { CONTROL_TYPES } from '../messages/crmf/control-types.ts';
import { REG_INFO_TYPES } from '../messages/crmf/reg-info-types.ts';
import { INFO_TYPES } from '../messages/info-types.ts';

/** What people call an object identifier: `implicitConfirm`, `SHA-256`, `P-256`. */
export function oidName(oid: string): string | undefined {
  return names.get(oid);
}

/** The name, or the dotted form where there is none. */
export function nameOrOid(oid: string | undefined): string | undefined {
  return oid === undefined ? undefined : (names.get(oid) ?? oid);
}

const names: ReadonlyMap<string, string> = new Map([
  ...Object.entries(INFO_TYPES).map(([name, { oid }]) => [oid, name] as const),
  ...Object.entries(CONTROL_TYPES).map(([name, { oid }]) => [oid, name] as const),
  ...Object.entries(REG_INFO_TYPES).map(([name, { oid }]) => [oid, name] as const),
  ...Object.entries(EXTENSION_OIDS).map(([name, oid]) => [oid, name] as const),
  ...Object.entries(KEY_PURPOSES).map(([name, oid]) => [oid, name] as const),
  ...HASH_NAMES.map((hash) => [HASH_OIDS[hash], HASH_LABELS[hash]] as const),
  ...rowsOf(`
    1.2.840.113533.7.66.13 passwordBasedMac
    1.2.840.113533.7.66.16 kemBasedMac
    1.2.840.113533.7.66.30 DHBasedMac
    1.2.840.113549.1.5.12 PBKDF2
    1.2.840.113549.1.5.13 PBES2
    1.2.840.113549.1.5.14 PBMAC1

    1.3.6.1.5.5.8.1.2 HMAC-SHA-1
    1.2.840.113549.2.7 HMAC-SHA-1
    1.2.840.113549.2.8 HMAC-SHA-224
    1.2.840.113549.2.9 HMAC-SHA-256
    1.2.840.113549.2.10 HMAC-SHA-384
    1.2.840.113549.2.11 HMAC-SHA-512
    2.16.840.1.101.3.4.2.13 HMAC-SHA3-224
    2.16.840.1.101.3.4.2.14 HMAC-SHA3-256
    2.16.840.1.101.3.4.2.15 HMAC-SHA3-384
    2.16.840.1.101.3.4.2.16 HMAC-SHA3-512
    2.16.840.1.101.3.4.2.19 KMAC-SHAKE128
    2.16.840.1.101.3.4.2.20 KMAC-SHAKE256
    2.16.840.1.101.3.4.1.9 AES-128-GMAC
    2.16.840.1.101.3.4.1.29 AES-192-GMAC
    2.16.840.1.101.3.4.1.49 AES-256-GMAC
    1.2.840.113549.2.5 MD5

    1.2.840.113549.1.1.1 rsaEncryption
    1.2.840.113549.1.1.5 sha1WithRSAEncryption
    1.2.840.113549.1.1.7 RSAES-OAEP
    1.2.840.113549.1.1.8 MGF1
    1.2.840.113549.1.1.10 RSASSA-PSS
    1.2.840.113549.1.1.11 sha256WithRSAEncryption
    1.2.840.113549.1.1.12 sha384WithRSAEncryption
    1.2.840.113549.1.1.13 sha512WithRSAEncryption
    1.2.840.113549.1.1.14 sha224WithRSAEncryption
    1.3.6.1.5.5.7.6.30 RSASSA-PSS-SHAKE128
    1.3.6.1.5.5.7.6.31 RSASSA-PSS-SHAKE256
    1.3.6.1.5.5.7.6.32 ecdsa-with-shake128
    1.3.6.1.5.5.7.6.33 ecdsa-with-shake256
    1.2.840.10045.2.1 ecPublicKey
    1.2.840.10045.4.1 ecdsa-with-SHA1
    1.2.840.10045.4.3.1 ecdsa-with-SHA224
    1.2.840.10045.4.3.2 ecdsa-with-SHA256
    1.2.840.10045.4.3.3 ecdsa-with-SHA384
    1.2.840.10045.4.3.4 ecdsa-with-SHA512
    1.3.101.110 X25519
    1.3.101.111 X448
    1.3.101.112 Ed25519
    1.3.101.113 Ed448
    1.2.840.10040.4.1 DSA
    1.2.840.10040.4.3 dsa-with-SHA1
    1.2.840.10046.2.1 DH
    2.16.840.1.101.3.4.3.17 ML-DSA-44
    2.16.840.1.101.3.4.3.18 ML-DSA-65
    2.16.840.1.101.3.4.3.19 ML-DSA-87
    2.16.840.1.101.3.4.4.1 ML-KEM-512
    2.16.840.1.101.3.4.4.2 ML-KEM-768
    2.16.840.1.101.3.4.4.3 ML-KEM-1024
    1.2.840.10045.3.1.1 P-192
    1.2.840.10045.3.1.7 P-256
    1.3.132.0.33 P-224
    1.3.132.0.34 P-384
    1.3.132.0.35 P-521
    1.3.36.3.3.2.8.1.1.7 brainpoolP256r1
    1.3.36.3.3.2.8.1.1.11 brainpoolP384r1
    1.3.36.3.3.2.8.1.1.13 brainpoolP512r1

    2.16.840.1.101.3.4.1.2 AES-128-CBC
    2.16.840.1.101.3.4.1.5 AES-128-wrap
    2.16.840.1.101.3.4.1.6 AES-128-GCM
    2.16.840.1.101.3.4.1.22 AES-192-CBC
    2.16.840.1.101.3.4.1.25 AES-192-wrap
    2.16.840.1.101.3.4.1.26 AES-192-GCM
    2.16.840.1.101.3.4.1.42 AES-256-CBC
    2.16.840.1.101.3.4.1.45 AES-256-wrap
    2.16.840.1.101.3.4.1.46 AES-256-GCM
    1.2.840.113549.3.7 3DES-CBC
    1.2.840.113549.1.9.16.3.5 ESDH
    1.2.840.113549.1.9.16.3.9 PWRI-KEK
    1.2.840.113549.1.9.16.3.19 dhSinglePass-stdDH-hkdf-sha256
    1.2.840.113549.1.9.16.3.20 dhSinglePass-stdDH-hkdf-sha384
    1.2.840.113549.1.9.16.3.21 dhSinglePass-stdDH-hkdf-sha512
    1.2.840.113549.1.9.16.3.28 HKDF-SHA-256
    1.2.840.113549.1.9.16.3.29 HKDF-SHA-384
    1.2.840.113549.1.9.16.3.30 HKDF-SHA-512
    1.3.133.16.840.63.0.2 dhSinglePass-stdDH-sha1kdf
    1.3.132.1.11.0 dhSinglePass-stdDH-sha224kdf
    1.3.132.1.11.1 dhSinglePass-stdDH-sha256kdf
    1.3.132.1.11.2 dhSinglePass-stdDH-sha384kdf
    1.3.132.1.11.3 dhSinglePass-stdDH-sha512kdf
    1.3.132.1.14.1 dhSinglePass-cofactorDH-sha256kdf
    1.3.132.1.14.2 dhSinglePass-cofactorDH-sha384kdf
    1.3.132.1.14.3 dhSinglePass-cofactorDH-sha512kdf

    1.2.840.113549.1.7.1 data
    1.2.840.113549.1.7.2 signedData
    1.2.840.113549.1.7.3 envelopedData
    1.2.840.113549.1.9.3 contentType
    1.2.840.113549.1.9.4 messageDigest
    1.2.840.113549.1.9.5 signingTime
    1.2.840.113549.1.9.7 challengePassword
    1.2.840.113549.1.9.14 extensionRequest
    1.2.840.113549.1.9.21 localKeyId
    1.2.840.113549.1.9.16.1.21 encKeyWithID
    1.2.840.113549.1.9.16.13.3 KEMRecipientInfo
    2.16.840.1.101.2.1.2.78.5 aKeyPackage

    2.5.4.3 commonName
    2.5.4.4 surname
    2.5.4.5 serialNumber
    2.5.4.6 countryName
    2.5.4.7 localityName
    2.5.4.8 stateOrProvinceName
    2.5.4.9 streetAddress
    2.5.4.10 organizationName
    2.5.4.11 organizationalUnitName
    2.5.4.12 title
    2.5.4.42 givenName
    2.5.4.43 initials
    2.5.4.46 dnQualifier
    2.5.4.65 pseudonym
    2.5.4.97 organizationIdentifier
    0.9.2342.19200300.100.1.1 userId
    0.9.2342.19200300.100.1.25 domainComponent
    1.2.840.113549.1.9.1 emailAddress
    1.2.840.113549.1.9.2 unstructuredName

    2.5.29.9 subjectDirectoryAttributes
    2.5.29.16 privateKeyUsagePeriod
    2.5.29.18 issuerAltName
    2.5.29.20 cRLNumber
    2.5.29.21 reasonCode
    2.5.29.24 invalidityDate
    2.5.29.27 deltaCRLIndicator
    2.5.29.28 issuingDistributionPoint
    2.5.29.29 certificateIssuer
    2.5.29.32 certificatePolicies
    2.5.29.32.0 anyPolicy
    2.5.29.33 policyMappings
    2.5.29.36 policyConstraints
    2.5.29.46 freshestCRL
    2.5.29.54 inhibitAnyPolicy
    1.3.6.1.5.5.7.1.1 authorityInfoAccess
    1.3.6.1.5.5.7.1.11 subjectInfoAccess
    1.3.6.1.5.5.7.1.24 tlsFeature
    1.3.6.1.5.5.7.2.1 cps
    1.3.6.1.5.5.7.2.2 unotice
    1.3.6.1.5.5.7.48.1 ocsp
    1.3.6.1.5.5.7.48.1.5 ocspNoCheck
    1.3.6.1.5.5.7.48.2 caIssuers
    1.3.6.1.5.5.7.3.5 ipsecEndSystem
    1.3.6.1.5.5.7.3.6 ipsecTunnel
    1.3.6.1.5.5.7.3.7 ipsecUser
    1.3.6.1.5.5.7.3.13 eapOverPPP
    1.3.6.1.5.5.7.3.14 eapOverLAN
    1.3.6.1.5.5.7.3.17 ipsecIKE
    1.3.6.1.4.1.11129.2.4.2 signedCertificateTimestamps
    1.3.6.1.4.1.311.20.2 certificateTemplateName
    1.3.6.1.4.1.311.20.2.2 smartcardLogon
    1.3.6.1.4.1.311.20.2.3 userPrincipalName
    1.3.6.1.4.1.311.21.7 certificateTemplate
  `),
]);

function rowsOf(table: string): (readonly [string, string])[] {
  return table
    .split('\n')
    .map((line) => line.trim().split(' '))
    .filter((words) => words.length === 2)
    .map(([oid = '', name = '']) => [oid, name] as const);
}
