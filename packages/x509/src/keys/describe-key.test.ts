import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { encode, fromHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { SubjectPublicKeyInfo } from '../structures/subject-public-key-info.ts';
import { describeKey, type KeyDescription } from './describe-key.ts';

const spkiOf = ({ publicKey }: { publicKey: KeyObject }) => publicKey.export({ type: 'spki', format: 'der' });

function ec(namedCurve: string, paramEncoding: 'named' | 'explicit' = 'named'): Uint8Array {
  return spkiOf(generateKeyPairSync('ec', { namedCurve, paramEncoding }));
}

/** A key of an algorithm, without parameters unless given. */
function spki(algorithm: string, octets = 1, parameters?: Uint8Array): Uint8Array {
  const identifier = { algorithm, ...(parameters && { parameters }) };
  return encode(SubjectPublicKeyInfo, { algorithm: identifier, subjectPublicKey: new Uint8Array(octets) });
}

describe('describeKey', () => {
  const cases: Record<string, [key: () => Uint8Array, description: KeyDescription]> = {
    'RSA as an administrator can choose it': [
      () => spkiOf(generateKeyPairSync('rsa', { modulusLength: 2048 })),
      { algorithm: 'RSA', label: 'RSA 2048', modulusBits: 2048, pssOnly: false, keyType: 'rsa-2048' },
    ],
    'RSA of another length': [
      () => spkiOf(generateKeyPairSync('rsa', { modulusLength: 1031 })),
      { algorithm: 'RSA', label: 'RSA 1031', modulusBits: 1031, pssOnly: false },
    ],
    'RSA for PSS only': [
      () => spkiOf(generateKeyPairSync('rsa-pss', { modulusLength: 2048 })),
      { algorithm: 'RSA', label: 'RSA-PSS 2048', modulusBits: 2048, pssOnly: true },
    ],
    'P-256': [() => ec('P-256'), { algorithm: 'EC', label: 'EC P-256', curve: 'P-256', keyType: 'ec-p256' }],
    'P-384': [() => ec('P-384'), { algorithm: 'EC', label: 'EC P-384', curve: 'P-384', keyType: 'ec-p384' }],
    'P-521': [() => ec('P-521'), { algorithm: 'EC', label: 'EC P-521', curve: 'P-521', keyType: 'ec-p521' }],
    Brainpool: [
      () => ec('brainpoolP256r1'),
      { algorithm: 'EC', label: 'EC brainpoolP256r1', curve: 'brainpoolP256r1' },
    ],
    'a curve nobody chose': [
      () => ec('secp256k1'),
      { algorithm: 'other', label: 'EC 1.3.132.0.10', oid: '1.2.840.10045.2.1' },
    ],
    'a curve spelled out': [
      () => ec('P-256', 'explicit'),
      { algorithm: 'other', label: 'EC without a named curve', oid: '1.2.840.10045.2.1' },
    ],
    Ed25519: [() => spki('1.3.101.112'), { algorithm: 'Ed25519', label: 'Ed25519', keyType: 'ed25519' }],
    Ed448: [() => spki('1.3.101.113'), { algorithm: 'Ed448', label: 'Ed448', keyType: 'ed448' }],
    'ML-DSA': [
      () => spkiOf(generateKeyPairSync('ml-dsa-65')),
      { algorithm: 'ML-DSA', label: 'ML-DSA-65', postQuantumKeyType: 'ml-dsa-65' },
    ],
    'ML-KEM': [
      () => spkiOf(generateKeyPairSync('ml-kem-768')),
      { algorithm: 'ML-KEM', label: 'ML-KEM-768', kemKeyType: 'ml-kem-768' },
    ],
    X25519: [() => spki('1.3.101.110'), { algorithm: 'other', label: 'X25519', oid: '1.3.101.110' }],
    'what nobody knows': [() => spki('1.2.3'), { algorithm: 'other', label: '1.2.3', oid: '1.2.3' }],
  };
  it.each(Object.entries(cases))('describes %s', (_, [key, description]) => {
    expect(describeKey(key())).toEqual(description);
  });

  it.each(['', '3000', '300c300706052b0e03021a0500030100', '3012300c06072a8648ce3d020106018003020000'])(
    'refuses %j',
    (hex) => {
      expect(() => describeKey(fromHex(hex))).toThrow(expect.objectContaining({ code: 'malformed-structure' }));
    },
  );

  it('refuses an ML-DSA key of a wrong length, and one with parameters (RFC 9881, section 2)', () => {
    const id = '2.16.840.1.101.3.4.3.17';
    for (const wrong of [spki(id, 1311), spki(id, 1313), spki(id, 1312, fromHex('0500'))]) {
      expect(() => describeKey(wrong)).toThrow(expect.objectContaining({ code: 'malformed-structure' }));
    }
    expect(describeKey(spki(id, 1312))).toMatchObject({ label: 'ML-DSA-44' });
  });

  it('refuses an RSA key that is none', () => {
    expect(() => describeKey(spki('1.2.840.113549.1.1.1'))).toThrow(
      expect.objectContaining({ code: 'malformed-structure' }),
    );
  });
});
