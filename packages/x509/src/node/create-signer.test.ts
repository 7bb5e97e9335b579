import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fromHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { askOpenssl, inFolder, openssl, withoutOpenssl } from '../../test/openssl.ts';
import { describeSignatureAlgorithm, encodePem, KEY_TYPES, parsePem, type HashName, type KeyType } from '../index.ts';
import { createSigner } from './create-signer.ts';
import { nodeCrypto } from './node-crypto.ts';

const data = new TextEncoder().encode('some data to sign');

describe('createSigner', () => {
  it('takes a KeyObject as well as PKCS#8', async () => {
    const { privateKey } = await nodeCrypto.generateKeyPair('ed25519');
    const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
    expect(await createSigner(key).sign(data)).toEqual(await createSigner(privateKey).sign(data));
  });

  it('chooses a hash as strong as the curve', async () => {
    const chosen = async (keyType: KeyType) =>
      describeSignatureAlgorithm((await nodeCrypto.generateKeyPair(keyType)).signer.algorithm);
    expect(await chosen('ec-p256')).toBe('ECDSA with SHA-256');
    expect(await chosen('ec-p384')).toBe('ECDSA with SHA-384');
    expect(await chosen('ec-p521')).toBe('ECDSA with SHA-512');
    expect(await chosen('rsa-2048')).toBe('RSA with SHA-256');
  });

  it('signs by RSASSA-PSS where the key allows nothing else', () => {
    const { privateKey } = generateKeyPairSync('rsa-pss', {
      modulusLength: 2048,
      hashAlgorithm: 'sha256',
      mgf1HashAlgorithm: 'sha256',
    });
    expect(describeSignatureAlgorithm(createSigner(privateKey).algorithm)).toBe('RSA-PSS with SHA-256');
  });

  const refused: Record<string, Uint8Array> = {
    nothing: new Uint8Array(),
    'bytes that are no key': fromHex('3003020100'),
    'a key for agreement only': generateKeyPairSync('x25519').privateKey.export({ format: 'der', type: 'pkcs8' }),
    'a key of a curve nobody asked for': generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey.export({
      format: 'der',
      type: 'pkcs8',
    }),
    // CVE-2020-0601: the parameters could be chosen to fit another public key.
    'a key whose curve is spelled out': generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      paramEncoding: 'explicit',
    }).privateKey.export({ format: 'der', type: 'pkcs8' }),
  };
  it.each(Object.entries(refused))('refuses %s', (_, key) => {
    expect(() => createSigner(key)).toThrow(expect.objectContaining({ code: 'unsupported-key' }));
  });

  it('refuses a public key, the mistake of a caller', () => {
    expect(() => createSigner(generateKeyPairSync('ed25519').publicKey)).toThrow(TypeError);
  });

  it('never shows the key in what it throws', async () => {
    const { privateKey } = await nodeCrypto.generateKeyPair('ec-p256');
    const broken = privateKey.subarray(0, -1);
    try {
      createSigner(broken);
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).toBe(
        '{"name":"X509Error","code":"unsupported-key"}X509Error: expected a private key as unencrypted PKCS#8',
      );
      // as: what was thrown is an Error, as the line above has shown
      expect((error as Error).cause).toBeUndefined();
    }
  });
});

describe.skipIf(withoutOpenssl)('signatures, held against openssl dgst', () => {
  const ways: [keyType: KeyType, hash: HashName, pss: boolean][] = [
    ...(['sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-384', 'sha3-512'] as const).flatMap(
      (hash): [KeyType, HashName, boolean][] => [
        ['rsa-2048', hash, false],
        ['rsa-2048', hash, true],
        ['ec-p256', hash, false],
      ],
    ),
    ['ec-p384', 'sha384', false],
    ['ec-p521', 'sha512', false],
    ['rsa-3072', 'sha256', false],
  ];
  const pssArgs = (pss: boolean) =>
    pss ? ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest'] : [];

  it.each(ways)('of %s with %s, PSS %s, are verified both ways', async (keyType, hash, pss) => {
    const { privateKey, publicKey } = await nodeCrypto.generateKeyPair(keyType);
    const signer = createSigner(privateKey, { hash, pss });
    await inFolder(async (path) => {
      writeFileSync(path('public.pem'), encodePem('PUBLIC KEY', publicKey));
      writeFileSync(path('private.pem'), encodePem('PRIVATE KEY', privateKey));
      writeFileSync(path('signature'), await signer.sign(data));
      const args = ['dgst', `-${hash}`, ...pssArgs(pss)];
      const ours = askOpenssl([...args, '-verify', path('public.pem'), '-signature', path('signature')], data);
      expect(ours).toEqual({ ok: true, said: 'Verified OK\n' });
      const theirs = openssl([...args, '-sign', path('private.pem')], data);
      expect(await nodeCrypto.verify(signer.algorithm, publicKey, data, theirs)).toBe(true);
    });
  });

  it.each(['ed25519', 'ed448'] as const)('of %s are verified both ways', async (keyType) => {
    const { privateKey, publicKey, signer } = await nodeCrypto.generateKeyPair(keyType);
    await inFolder(async (path) => {
      writeFileSync(path('public.pem'), encodePem('PUBLIC KEY', publicKey));
      writeFileSync(path('private.pem'), encodePem('PRIVATE KEY', privateKey));
      writeFileSync(path('data'), data);
      writeFileSync(path('signature'), await signer.sign(data));
      const verification = ['-verify', '-pubin', '-inkey', path('public.pem'), '-sigfile', path('signature')];
      expect(askOpenssl(['pkeyutl', ...verification, '-rawin', '-in', path('data')]).ok).toBe(true);
      const theirs = openssl(['pkeyutl', '-sign', '-inkey', path('private.pem'), '-rawin', '-in', path('data')]);
      expect(await nodeCrypto.verify(signer.algorithm, publicKey, data, theirs)).toBe(true);
    });
  });
});

describe.skipIf(withoutOpenssl)('private keys', () => {
  it.each(KEY_TYPES)(
    'of %s made here are read by openssl',
    async (keyType) => {
      const { privateKey } = await nodeCrypto.generateKeyPair(keyType);
      expect(askOpenssl(['pkey', '-check', '-noout'], encodePem('PRIVATE KEY', privateKey))).toMatchObject({
        ok: true,
      });
    },
    30_000,
  );

  it('made by openssl are read here', () => {
    const pem = openssl(['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384']).toString();
    const [pkcs8 = new Uint8Array()] = parsePem(pem, 'PRIVATE KEY');
    expect(describeSignatureAlgorithm(createSigner(pkcs8).algorithm)).toBe('ECDSA with SHA-384');
  });
});
