import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { concat, encode, fromHex, octetString, sequence, implicit, decode, toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { ML_DSA_44_SIGNATURE, SPKI_SHA256 } from '../../testdata/ml-dsa-vectors.ts';
import {
  createBasicConstraints,
  createCertificate,
  createCertificationRequest,
  createSerialNumber,
  describeKey,
  describeSignatureAlgorithm,
  encodeName,
  parseCertificate,
  parseName,
  POST_QUANTUM_KEY_TYPES,
  type PostQuantumKeyType,
  PrivateKeyInfo,
  validatePath,
  verifyCertificationRequest,
} from '../index.ts';
import { createSigner } from './create-signer.ts';
import { nodeCrypto } from './node-crypto.ts';

const data = new TextEncoder().encode('some data');
const seed = Uint8Array.from({ length: 32 }, (_, index) => index);

// RFC 9881, section 6
//
// ML-DSA-PrivateKey ::= CHOICE {
//   seed         [0] OCTET STRING (SIZE (32)),
//   expandedKey      OCTET STRING,
//   both             SEQUENCE { seed OCTET STRING (SIZE (32)), expandedKey OCTET STRING } }
const both = sequence({ seed: octetString, expandedKey: octetString });

/** What Node writes of a key: both. */
function expand(privateKey: Uint8Array) {
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
  return decode(both, decode(PrivateKeyInfo, key.export({ format: 'der', type: 'pkcs8' })).privateKey);
}

const pkcs8 = (keyType: PostQuantumKeyType, privateKey: Uint8Array): Uint8Array =>
  encode(PrivateKeyInfo, { version: 0, privateKeyAlgorithm: { algorithm: oids[keyType] }, privateKey });
const oids: Record<PostQuantumKeyType, string> = {
  'ml-dsa-44': '2.16.840.1.101.3.4.3.17',
  'ml-dsa-65': '2.16.840.1.101.3.4.3.18',
  'ml-dsa-87': '2.16.840.1.101.3.4.3.19',
};
const seedOnly = (keyType: PostQuantumKeyType, value: Uint8Array = seed) =>
  pkcs8(keyType, encode(implicit(0, octetString), value));

describe.each(POST_QUANTUM_KEY_TYPES)('a key of %s', (keyType) => {
  it('makes signatures that it verifies, and no others', async () => {
    const { publicKey, signer } = await nodeCrypto.generateKeyPair(keyType);
    expect(describeKey(publicKey)).toMatchObject({ algorithm: 'ML-DSA', postQuantumKeyType: keyType });
    expect(describeSignatureAlgorithm(signer.algorithm)).toBe(keyType.toUpperCase());
    expect(signer.algorithm).toEqual({ algorithm: oids[keyType] });
    const signature = await signer.sign(data);
    const verify = async (spki: Uint8Array, signed: Uint8Array, value: Uint8Array) =>
      nodeCrypto.verify(signer.algorithm, spki, signed, value);
    expect(await verify(publicKey, data, signature)).toBe(true);
    expect(await verify(publicKey, data.subarray(1), signature)).toBe(false);
    expect(await verify(publicKey, data, signature.subarray(1))).toBe(false);
    expect(await verify(publicKey, data, new Uint8Array())).toBe(false);
    const others = POST_QUANTUM_KEY_TYPES.filter((other) => other !== keyType);
    for (const other of others) {
      const { publicKey: otherKey } = await nodeCrypto.generateKeyPair(other);
      expect(await verify(otherKey, data, signature)).toBe(false);
    }
  });

  it('is read as seed, as expanded key and as both, and is made as a seed', async () => {
    const { privateKey, publicKey } = await nodeCrypto.generateKeyPair(keyType);
    const { seed: own, expandedKey } = expand(privateKey);
    expect(privateKey).toEqual(seedOnly(keyType, own));
    const forms = [
      privateKey,
      pkcs8(keyType, encode(octetString, expandedKey)),
      pkcs8(keyType, encode(both, { seed: own, expandedKey })),
    ];
    for (const form of forms) expect(createSigner(form).publicKey).toEqual(publicKey);
  });

  it('is refused when its seed and its expanded key differ', async () => {
    const { expandedKey } = expand((await nodeCrypto.generateKeyPair(keyType)).privateKey);
    expect(() => createSigner(pkcs8(keyType, encode(both, { seed, expandedKey })))).toThrow(
      expect.objectContaining({ code: 'unsupported-key' }),
    );
  });

  it('is expanded from a seed as another implementation expands it', async () => {
    const { publicKey } = createSigner(seedOnly(keyType));
    expect(toHex(await nodeCrypto.digest('sha256', publicKey))).toBe(SPKI_SHA256[keyType]);
  });

  it('stands in certificates and requests that OpenSSL takes', async () => {
    const ca = await nodeCrypto.generateKeyPair(keyType);
    const device = await nodeCrypto.generateKeyPair('ml-dsa-44');
    const issuer = encodeName(parseName('CN=Post-quantum CA'));
    const fields = {
      serialNumber: createSerialNumber(nodeCrypto),
      issuer,
      notBefore: new Date('2026-01-01'),
      notAfter: new Date('2036-01-01'),
      signer: ca.signer,
    };
    const root = await createCertificate({
      ...fields,
      subject: issuer,
      subjectPublicKeyInfo: ca.publicKey,
      extensions: [createBasicConstraints({ cA: true })],
    });
    const subject = encodeName(parseName('CN=ap-7'));
    const der = await createCertificate({
      ...fields,
      subject,
      subjectPublicKeyInfo: device.publicKey,
      extensions: [],
    });
    const caKey = createPublicKey({ key: Buffer.from(ca.publicKey), format: 'der', type: 'spki' });
    const read = new X509Certificate(der);
    expect(read.verify(caKey)).toBe(true);
    expect(read.publicKey.asymmetricKeyType).toBe('ml-dsa-44');
    const verdict = await validatePath({
      target: parseCertificate(der),
      intermediates: [],
      trustAnchors: [parseCertificate(root)],
      at: new Date('2026-06-01'),
      crypto: nodeCrypto,
    });
    expect(verdict.valid).toBe(true);
    const request = await createCertificationRequest({ subject, signer: ca.signer });
    expect((await verifyCertificationRequest(request, nodeCrypto)).subjectPublicKeyInfo).toEqual(ca.publicKey);
  });
});

describe('ML-DSA', () => {
  it('verifies a signature of another implementation', async () => {
    const { publicKey, algorithm } = createSigner(seedOnly('ml-dsa-44'));
    const signature = Buffer.from(ML_DSA_44_SIGNATURE, 'base64');
    expect(await nodeCrypto.verify(algorithm, publicKey, data, signature)).toBe(true);
    expect(await nodeCrypto.verify(algorithm, publicKey, concat(data, data), signature)).toBe(false);
  });

  it('is not verified with NULL parameters', async () => {
    const { publicKey, algorithm } = createSigner(seedOnly('ml-dsa-44'));
    await expect(
      nodeCrypto.verify({ ...algorithm, parameters: fromHex('0500') }, publicKey, data, data),
    ).rejects.toMatchObject({ code: 'malformed-structure' });
  });

  it('is not what a key for encapsulation signs by', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ml-kem-512');
    expect(() => createSigner(privateKey)).toThrow(expect.objectContaining({ code: 'unsupported-key' }));
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    await expect(nodeCrypto.verify({ algorithm: oids['ml-dsa-44'] }, spki, data, data)).rejects.toMatchObject({
      code: 'unsupported-key',
    });
  });
});
