import { fromHex, toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { HASH_NAMES, HASH_OIDS, hashNameOf } from './hash-name.ts';
import { POST_QUANTUM_KEY_TYPES } from './post-quantum-key-type.ts';
import { describeSignatureAlgorithm, signatureHash } from './signature-algorithm.ts';
import { type SignatureScheme, toSignatureAlgorithm, toSignatureScheme } from './signature-scheme.ts';

const PSS = '1.2.840.113549.1.1.10';
const RSA_SHA256 = '1.2.840.113549.1.1.11';
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const parameters = fromHex('0500');

describe('a signature scheme', () => {
  const schemes: SignatureScheme[] = [
    ...(['sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-384', 'sha3-512'] as const).flatMap(
      (hash): SignatureScheme[] => [
        { kind: 'rsa-pkcs1', hash },
        { kind: 'ecdsa', hash },
        { kind: 'rsa-pss', hash, saltLength: 20 },
        { kind: 'rsa-pss', hash, saltLength: 32 },
      ],
    ),
    { kind: 'ed25519' },
    { kind: 'ed448' },
    ...POST_QUANTUM_KEY_TYPES.map((keyType): SignatureScheme => ({ kind: 'ml-dsa', keyType })),
  ];
  it.each(schemes)('$kind $hash is read back from its identifier', (scheme) => {
    expect(toSignatureScheme(toSignatureAlgorithm(scheme))).toEqual(scheme);
  });

  it('has NULL parameters with RSA (RFC 4055, section 5) and none with the others', () => {
    expect(toSignatureAlgorithm({ kind: 'rsa-pkcs1', hash: 'sha256' })).toEqual({ algorithm: RSA_SHA256, parameters });
    expect(toSignatureAlgorithm({ kind: 'ecdsa', hash: 'sha256' })).toEqual({ algorithm: ECDSA_SHA256 });
    expect(toSignatureAlgorithm({ kind: 'ed25519' })).toEqual({ algorithm: '1.3.101.112' });
    expect(toSignatureAlgorithm({ kind: 'ml-dsa', keyType: 'ml-dsa-65' })).toEqual({
      algorithm: '2.16.840.1.101.3.4.3.18',
    });
  });

  it('has the parameters that openssl writes for RSASSA-PSS', () => {
    const { parameters: pss = new Uint8Array() } = toSignatureAlgorithm({
      kind: 'rsa-pss',
      hash: 'sha256',
      saltLength: 32,
    });
    expect(toHex(pss)).toBe(
      '3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120',
    );
  });

  it('cannot be written where no identifier exists', () => {
    expect(() => toSignatureAlgorithm({ kind: 'ecdsa', hash: 'shake256' })).toThrow(
      expect.objectContaining({ code: 'unsupported-algorithm' }),
    );
  });
});

describe('toSignatureScheme', () => {
  it('takes RSA without parameters, and ECDSA with NULL', () => {
    expect(toSignatureScheme({ algorithm: RSA_SHA256 })).toEqual({ kind: 'rsa-pkcs1', hash: 'sha256' });
    expect(toSignatureScheme({ algorithm: ECDSA_SHA256, parameters })).toEqual({ kind: 'ecdsa', hash: 'sha256' });
  });

  it('reads the defaults of RSASSA-PSS (RFC 4055, section 3.1)', () => {
    const scheme = { kind: 'rsa-pss', hash: 'sha1', saltLength: 20 };
    expect(toSignatureScheme({ algorithm: PSS })).toEqual(scheme);
    expect(toSignatureScheme({ algorithm: PSS, parameters: fromHex('3000') })).toEqual(scheme);
  });

  const refused: Record<string, [algorithm: string, parameters: string, code: string]> = {
    'MD5 with RSA': ['1.2.840.113549.1.1.4', '0500', 'unsupported-algorithm'],
    DSA: ['2.16.840.1.101.3.4.3.2', '', 'unsupported-algorithm'],
    'RSASSA-PSS with a SHAKE of its own': ['1.3.6.1.5.5.7.6.31', '', 'unsupported-algorithm'],
    'RSASSA-PSS whose mask has another hash': [PSS, '3011a00f300d06096086480165030402010500', 'unsupported-algorithm'],
    'RSASSA-PSS with an unknown hash': [PSS, '3009a007300506032a0304', 'unsupported-algorithm'],
    'RSASSA-PSS with an unknown mask': [PSS, '3009a107300506032a0304', 'unsupported-algorithm'],
    'RSASSA-PSS with another trailer': [PSS, '3005a303020102', 'unsupported-algorithm'],
    'RSASSA-PSS with a negative salt': [PSS, '3005a2030201ff', 'malformed-structure'],
    'RSASSA-PSS with a salt beyond all keys': [PSS, '3007a20502030f4240', 'malformed-structure'],
    'RSASSA-PSS with NULL': [PSS, '0500', 'malformed-structure'],
    'RSA with other parameters': [RSA_SHA256, '020101', 'malformed-structure'],
    'ML-DSA with NULL': ['2.16.840.1.101.3.4.3.17', '0500', 'malformed-structure'],
    'HashML-DSA': ['2.16.840.1.101.3.4.3.32', '', 'unsupported-algorithm'],
    'Ed25519 with NULL': ['1.3.101.112', '0500', 'malformed-structure'],
  };
  it.each(Object.entries(refused))('refuses %s', (_, [algorithm, hex, code]) => {
    const identifier = { algorithm, ...(hex !== '' && { parameters: fromHex(hex) }) };
    expect(() => toSignatureScheme(identifier)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a signature algorithm', () => {
  it('names its hash, the Edwards curves those of RFC 9481, section 3.3', () => {
    expect(signatureHash({ algorithm: ECDSA_SHA256 })).toBe('sha256');
    expect(signatureHash({ algorithm: '1.3.101.112' })).toBe('sha512');
    expect(signatureHash({ algorithm: '1.3.101.113' })).toBe('shake256');
    expect(signatureHash({ algorithm: PSS })).toBe('sha1');
  });

  it('names no hash for ML-DSA: a confirmation must carry hashAlg (RFC 9810, section 5.3.18)', () => {
    expect(() => signatureHash({ algorithm: '2.16.840.1.101.3.4.3.17' })).toThrow(
      expect.objectContaining({ code: 'unsupported-algorithm' }),
    );
  });

  it('is described, or else shown by its identifier', () => {
    expect(describeSignatureAlgorithm({ algorithm: RSA_SHA256 })).toBe('RSA with SHA-256');
    expect(describeSignatureAlgorithm({ algorithm: PSS })).toBe('RSA-PSS with SHA-1');
    expect(describeSignatureAlgorithm({ algorithm: '1.3.101.113' })).toBe('Ed448');
    expect(describeSignatureAlgorithm({ algorithm: '1.2.3' })).toBe('1.2.3');
  });
});

describe('hashNameOf', () => {
  it('finds every hash by its identifier, and no other', () => {
    for (const hash of HASH_NAMES) expect(hashNameOf(HASH_OIDS[hash])).toBe(hash);
    expect(hashNameOf('1.2.840.113549.2.5')).toBeUndefined();
  });
});
