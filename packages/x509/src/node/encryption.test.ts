import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fromHex, toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { inFolder, openssl, withoutOpenssl } from '../../test/openssl.ts';
import { encodePem, hkdf, type KeyTransportScheme, x963Kdf } from '../index.ts';
import { createKeyAgreementRecipient } from './key-agreement.ts';
import { createKeyTransportRecipient } from './key-transport.ts';
import { nodeCrypto } from './node-crypto.ts';

const failed = expect.objectContaining({ code: 'decryption-failed' });
const unsupported = expect.objectContaining({ code: 'unsupported-key' });

describe('AES-CBC', () => {
  // RFC 3602, section 4, case 1, and NIST SP 800-38A, F.2; their blocks are whole, so a block of padding follows.
  const vectors: [key: string, iv: string, content: string, encrypted: string][] = [
    [
      '06a9214036b8a15b512e03d534120006',
      '3dafba429d9eb430b422da802c9fac41',
      toHex(new TextEncoder().encode('Single block msg')),
      'e353779c1079aeb82708942dbe77181a',
    ],
    [
      '8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b',
      '000102030405060708090a0b0c0d0e0f',
      '6bc1bee22e409f96e93d7e117393172a',
      '4f021db243bc633d7178183a9fa071e8',
    ],
    [
      '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4',
      '000102030405060708090a0b0c0d0e0f',
      '6bc1bee22e409f96e93d7e117393172a',
      'f58c4c04d6e5f1ba779eabfb5f7bfbd6',
    ],
  ];
  it.each(vectors)('gives the published values for the key %s', async (...vector) => {
    const [key = new Uint8Array(), iv = key, content = key] = vector.map(fromHex);
    const encrypted = await nodeCrypto.encryptAesCbc(key, iv, content);
    expect(toHex(encrypted.subarray(0, 16))).toBe(vector[3]);
    expect(encrypted).toHaveLength(32);
    expect(await nodeCrypto.decryptAesCbc(key, iv, encrypted)).toEqual(content);
  });

  it('fails in one way only', async () => {
    const [key, iv] = [new Uint8Array(16), new Uint8Array(16)];
    const encrypted = await nodeCrypto.encryptAesCbc(key, iv, new Uint8Array(20));
    const messages = new Set<string>();
    const attempts: [Uint8Array, Uint8Array, Uint8Array][] = [
      [key, iv, new Uint8Array()],
      [key, iv, encrypted.subarray(1)],
      [key, iv, new Uint8Array(32)],
      [key, iv.subarray(1), encrypted],
      [key.subarray(1), iv, encrypted],
    ];
    for (const attempt of attempts) {
      const error: unknown = await nodeCrypto.decryptAesCbc(...attempt).catch((reason: unknown) => reason);
      expect(error).toEqual(failed);
      messages.add(String(error));
    }
    expect(messages.size).toBe(1);
  });
});

describe('AES key wrap', () => {
  // RFC 3394, sections 4.1, 4.3, 4.5 and 4.6
  const kek = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
  const data = '00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f';
  const vectors: [wrappingKey: string, key: string, wrapped: string][] = [
    [kek.slice(0, 32), data.slice(0, 32), '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5'],
    [kek, data.slice(0, 32), '64e8c3f9ce0f5ba263e9777905818a2a93c8191e7d6e8ae7'],
    [kek.slice(0, 48), data.slice(0, 48), '031d33264e15d33268f24ec260743edce1c6c7ddee725a936ba814915c6762d2'],
    [kek, data, '28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21'],
  ];
  it.each(vectors)('gives the values of RFC 3394 for the wrapping key %s', async (wrappingKey, key, wrapped) => {
    expect(toHex(await nodeCrypto.wrapKey(fromHex(wrappingKey), fromHex(key)))).toBe(wrapped);
    expect(toHex(await nodeCrypto.unwrapKey(fromHex(wrappingKey), fromHex(wrapped)))).toBe(key);
  });

  it.each(['', '00', '1fa68b0a8112b447', '00'.repeat(24), '00'.repeat(23)])(
    'refuses %j as wrapped',
    async (wrapped) => {
      await expect(nodeCrypto.unwrapKey(new Uint8Array(16), fromHex(wrapped))).rejects.toEqual(failed);
    },
  );
});

it.each([0, 8, 17])('does not wrap a key of %d octets, the mistake of a caller', async (length) => {
  await expect(nodeCrypto.wrapKey(new Uint8Array(16), new Uint8Array(length))).rejects.toThrow(TypeError);
});

describe('key derivation', () => {
  it('by HKDF gives the values of RFC 5869, appendix A.1 to A.3', async () => {
    const sequence = (from: number, length: number) => Uint8Array.from({ length }, (_, index) => from + index);
    const one = { hash: 'sha256', inputKey: new Uint8Array(22).fill(0x0b), length: 42 } as const;
    expect(toHex(await hkdf({ ...one, salt: sequence(0, 13), info: sequence(0xf0, 10) }, nodeCrypto))).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
    const long = { hash: 'sha256', inputKey: sequence(0, 80), length: 82 } as const;
    expect(toHex(await hkdf({ ...long, salt: sequence(0x60, 80), info: sequence(0xb0, 80) }, nodeCrypto))).toBe(
      'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09' +
        'da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
    );
    expect(toHex(await hkdf({ ...one, info: new Uint8Array() }, nodeCrypto))).toBe(
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    );
  });

  it.each([0, 255 * 32 + 1, 1.5])('by HKDF refuses a length of %d', async (length) => {
    const input = { hash: 'sha256', inputKey: new Uint8Array(1), info: new Uint8Array(), length } as const;
    await expect(hkdf(input, nodeCrypto)).rejects.toThrow(TypeError);
  });

  it.skipIf(withoutOpenssl)('by X9.63 and by HKDF gives what openssl kdf gives', async () => {
    const secret = fromHex('00112233445566778899aabbccddeeff');
    const info = fromHex('a0a1a2');
    const kdf = (name: string, digest: string, length: number) => {
      const options = [`digest:${digest}`, `hexkey:${toHex(secret)}`, `hexinfo:${toHex(info)}`];
      const args = ['kdf', '-keylen', String(length), ...options.flatMap((option) => ['-kdfopt', option]), '-binary'];
      return toHex(openssl([...args, name]));
    };
    for (const [hash, digest] of [
      ['sha256', 'SHA256'],
      ['sha384', 'SHA384'],
      ['sha512', 'SHA512'],
    ] as const) {
      for (const length of [1, 16, 32, 48, 100]) {
        const x963 = await x963Kdf({ hash, sharedSecret: secret, sharedInfo: info, length }, nodeCrypto);
        expect(toHex(x963)).toBe(kdf('X963KDF', digest, length));
        const byHkdf = await hkdf({ hash, inputKey: secret, info, length }, nodeCrypto);
        expect(toHex(byHkdf)).toBe(kdf('HKDF', digest, length));
      }
    }
  });
});

describe('key transport', () => {
  const { privateKey: keyObject } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const recipient = createKeyTransportRecipient(keyObject);
  const key = fromHex('000102030405060708090a0b0c0d0e0f');
  const schemes: KeyTransportScheme[] = [
    { kind: 'rsa-pkcs1' },
    { kind: 'rsa-oaep', hash: 'sha1' },
    { kind: 'rsa-oaep', hash: 'sha256' },
    { kind: 'rsa-oaep', hash: 'sha384' },
  ];
  it.each(schemes)('by $kind $hash brings a key back', async (scheme) => {
    const encrypted = await nodeCrypto.encryptKey(scheme, recipient.publicKey, key);
    expect(await recipient.decryptKey(scheme, encrypted, 16)).toEqual(key);
    await expect(recipient.decryptKey(scheme, encrypted.subarray(1), 16)).rejects.toEqual(failed);
  });

  it('by PKCS #1 v1.5 answers a wrong padding, and a key of another length, with a random key', async () => {
    const scheme = { kind: 'rsa-pkcs1' } as const;
    const long = await nodeCrypto.encryptKey(scheme, recipient.publicKey, new Uint8Array(32));
    const noPadding = Uint8Array.of(0, ...nodeCrypto.randomBytes(255));
    for (const wrong of [long, noPadding]) {
      const [one, other] = [
        await recipient.decryptKey(scheme, wrong, 16),
        await recipient.decryptKey(scheme, wrong, 16),
      ];
      expect(one).toHaveLength(16);
      expect(one).not.toEqual(other);
    }
  });

  it('by OAEP fails for another hash, another length and another ciphertext in one way only', async () => {
    const scheme = { kind: 'rsa-oaep', hash: 'sha256' } as const;
    const encrypted = await nodeCrypto.encryptKey(scheme, recipient.publicKey, key);
    const attempts = [
      recipient.decryptKey({ ...scheme, hash: 'sha384' }, encrypted, 16),
      recipient.decryptKey(scheme, encrypted, 24),
      recipient.decryptKey(scheme, new Uint8Array(256), 16),
      recipient.decryptKey(scheme, new Uint8Array(256).fill(255), 16),
    ];
    const errors = await Promise.all(attempts.map(async (attempt) => attempt.catch((error: unknown) => error)));
    for (const error of errors) expect(error).toEqual(failed);
    expect(new Set(errors.map(String)).size).toBe(1);
  });

  it('takes no other kind of key, and none for PSS only', async () => {
    expect(() => createKeyTransportRecipient(generateKeyPairSync('ed25519').privateKey)).toThrow(unsupported);
    const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
    expect(() => createKeyTransportRecipient(pss.privateKey)).toThrow(unsupported);
    const spki = pss.publicKey.export({ format: 'der', type: 'spki' });
    await expect(nodeCrypto.encryptKey({ kind: 'rsa-pkcs1' }, spki, key)).rejects.toEqual(unsupported);
  });
});

describe('key agreement', () => {
  const pairs = {
    'P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    'P-384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    'P-521': () => generateKeyPairSync('ec', { namedCurve: 'P-521' }),
    X25519: () => generateKeyPairSync('x25519'),
    X448: () => generateKeyPairSync('x448'),
  };
  it.skipIf(withoutOpenssl).each(Object.entries(pairs))('on %s agrees with openssl pkeyutl', async (_, generate) => {
    const { privateKey } = generate();
    const recipient = createKeyAgreementRecipient(privateKey);
    const { publicKey, sharedSecret } = await nodeCrypto.agreeEphemerally(recipient.publicKey);
    expect(await recipient.agree(publicKey)).toEqual(sharedSecret);
    const said = await inFolder((path) => {
      writeFileSync(path('own'), privateKey.export({ format: 'pem', type: 'pkcs8' }));
      writeFileSync(path('other'), encodePem('PUBLIC KEY', publicKey));
      return openssl(['pkeyutl', '-derive', '-inkey', path('own'), '-peerkey', path('other')]);
    });
    expect(toHex(sharedSecret)).toBe(toHex(said));
  });

  it('refuses a key of another curve, one off the curve and one of small order', async () => {
    const x25519 = createKeyAgreementRecipient(generateKeyPairSync('x25519').privateKey);
    const p256 = createKeyAgreementRecipient(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    await expect(x25519.agree(p256.publicKey)).rejects.toMatchObject({ code: 'key-mismatch' });
    const offTheCurve = Uint8Array.from(p256.publicKey);
    offTheCurve[offTheCurve.length - 1] = (offTheCurve.at(-1) ?? 0) ^ 1;
    await expect(p256.agree(offTheCurve)).rejects.toEqual(unsupported);
    await expect(x25519.agree(fromHex(`302a300506032b656e032100${'00'.repeat(32)}`))).rejects.toEqual(failed);
    await expect(nodeCrypto.agreeEphemerally(fromHex(`302a300506032b6570032100${'11'.repeat(32)}`))).rejects.toEqual(
      unsupported,
    );
    expect(() => createKeyAgreementRecipient(generateKeyPairSync('ed448').privateKey)).toThrow(unsupported);
  });
});
