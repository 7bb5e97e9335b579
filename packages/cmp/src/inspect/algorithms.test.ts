import { encode, fromHex, type Schema } from '@crypto-cmp/der';
import type { AlgorithmIdentifier } from '@crypto-cmp/x509';
import { expect, it } from 'vitest';

import { header, nullDer, octets } from '../../testdata/example-values.ts';
import { DHBMParameter, ID_DH_BASED_MAC } from '../messages/dhbm-parameter.ts';
import { ID_KEM_BASED_MAC, KemBMParameter } from '../messages/kem-bm-parameter.ts';
import { ID_PBKDF2, PBKDF2Params } from '../messages/pbkdf2-params.ts';
import { ID_PBMAC1, PBMAC1Params } from '../messages/pbmac1-params.ts';
import { PKIBody } from '../messages/pki-body.ts';
import { PKIHeader } from '../messages/pki-header.ts';
import { PKIMessage } from '../messages/pki-message.ts';
import { inspectMessage } from './inspect-message.ts';

const sha512 = { algorithm: '2.16.840.1.101.3.4.2.3' };
const hmacSha256 = { algorithm: '1.2.840.113549.2.9', parameters: nullDer };
const salt = { type: 'specified', value: octets } as const;
const pbkdf2 = withParameters(ID_PBKDF2, PBKDF2Params, { salt, iterationCount: 4096, keyLength: 32, prf: hmacSha256 });
const pbkdf2Default = withParameters(ID_PBKDF2, PBKDF2Params, {
  salt,
  iterationCount: 2048,
  prf: { algorithm: '1.2.840.113549.2.7', parameters: nullDer },
});

it.each<[string, string, AlgorithmIdentifier]>([
  [
    'PBMAC1 · PBKDF2 · HMAC-SHA-256 × 4096 · HMAC-SHA-256',
    'HMAC-SHA-256',
    withParameters(ID_PBMAC1, PBMAC1Params, { keyDerivationFunc: pbkdf2, messageAuthScheme: hmacSha256 }),
  ],
  [
    'PBMAC1 · PBKDF2 · HMAC-SHA-1 × 2048 · HMAC-SHA-256',
    'HMAC-SHA-256',
    withParameters(ID_PBMAC1, PBMAC1Params, { keyDerivationFunc: pbkdf2Default, messageAuthScheme: hmacSha256 }),
  ],
  [
    'DHBasedMac · SHA-512 · HMAC-SHA-256',
    'HMAC-SHA-256',
    withParameters(ID_DH_BASED_MAC, DHBMParameter, { owf: sha512, mac: hmacSha256 }),
  ],
  [
    'kemBasedMac · HKDF-SHA-256 · HMAC-SHA-256',
    'HMAC-SHA-256',
    withParameters(ID_KEM_BASED_MAC, KemBMParameter, {
      kdf: { algorithm: '1.2.840.113549.1.9.16.3.28' },
      kemContext: octets,
      len: 32,
      mac: hmacSha256,
    }),
  ],
  [
    'RSASSA-PSS · SHA-512',
    'RSASSA-PSS · SHA-512',
    { algorithm: '1.2.840.113549.1.1.10', parameters: fromHex('300fa00d300b0609608648016503040203') },
  ],
  ['RSASSA-PSS · SHA-1', 'RSASSA-PSS · SHA-1', { algorithm: '1.2.840.113549.1.1.10', parameters: fromHex('3000') }],
  ['Ed25519', 'Ed25519', { algorithm: '1.3.101.112' }],
  ['ECDSA with SHA-384', 'ECDSA with SHA-384', { algorithm: '1.2.840.10045.4.3.3' }],
  ['ML-DSA-65', 'ML-DSA-65', { algorithm: '2.16.840.1.101.3.4.3.18' }],
  ['1.2.3.4', '1.2.3.4', { algorithm: '1.2.3.4', parameters: nullDer }],
  [
    'passwordBasedMac · ? × ?',
    'passwordBasedMac · ? × ?',
    { algorithm: '1.2.840.113533.7.66.13', parameters: nullDer },
  ],
])('a protection by %s is named', (description, nameOfProtection, protectionAlg) => {
  const root = inspectMessage(protectedBy(protectionAlg));
  const [headerNode, , protection] = root.children;
  expect(headerNode?.children.find(({ label }) => label === 'protectionAlg')?.summary).toBe(description);
  expect(protection?.summary).toBe(`${nameOfProtection}, 8 octets`);
});

function withParameters<T>(algorithm: string, schema: Schema<T>, parameters: T): AlgorithmIdentifier {
  return { algorithm, parameters: encode(schema, parameters) };
}

function protectedBy(protectionAlg: AlgorithmIdentifier): Uint8Array {
  const value = { ...header, protectionAlg };
  const body: PKIBody = { type: 'pkiconf', value: null };
  return encode(PKIMessage, {
    header: { der: encode(PKIHeader, value), value },
    body: { der: encode(PKIBody, body), value: body },
    protection: octets,
  });
}
