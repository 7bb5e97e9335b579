import { fromHex, toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { HASH_NAMES, HASH_OCTETS, type HashName, KEY_TYPES, describeKey, X509Error } from '../index.ts';
import { nodeCrypto } from './node-crypto.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

describe('nodeCrypto.digest', () => {
  // FIPS 180-4 and FIPS 202 examples, the message "abc"; SHAKE lengths of RFC 8702.
  const digests: Record<HashName, string> = {
    sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
    sha224: '23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7',
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    sha384: 'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
    sha512:
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    'sha3-224': 'e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf',
    'sha3-256': '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532',
    'sha3-384': 'ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25',
    'sha3-512':
      'b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0',
    shake128: '5881092dd818bf5cf8a3ddb793fbcba74097d5c526a6d35f97b83351940f2cc8',
    shake256:
      '483366601360a8771c6863080cc4114d8db44530f8f1e1ee4f94ea37e78b5739d5a15bef186a5386c75744c0527e1faa9f8726e462a12a4feb06bd8801e751e4',
  };
  it.each(HASH_NAMES)('gives the published value for %s', async (hash) => {
    const digest = await nodeCrypto.digest(hash, ascii('abc'));
    expect(toHex(digest)).toBe(digests[hash]);
    expect(digest).toHaveLength(HASH_OCTETS[hash]);
    expect(digest.constructor).toBe(Uint8Array);
  });
});

describe('nodeCrypto.iteratedDigest', () => {
  it.each(['sha256', 'shake256'] as const)('hashes with %s as often as it is told', async (hash) => {
    let expected = ascii('secret and salt') as Uint8Array;
    for (let round = 0; round < 12_345; round++) expected = await nodeCrypto.digest(hash, expected);
    expect(await nodeCrypto.iteratedDigest(hash, ascii('secret and salt'), 12_345)).toEqual(expected);
  });

  it('hashes once for one iteration', async () => {
    const data = ascii('abc');
    expect(await nodeCrypto.iteratedDigest('sha1', data, 1)).toEqual(await nodeCrypto.digest('sha1', data));
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %d iterations', async (iterations) => {
    await expect(nodeCrypto.iteratedDigest('sha1', ascii('abc'), iterations)).rejects.toThrow(TypeError);
  });

  it('lets other work in between', async () => {
    let other = 0;
    const timer = setInterval(() => other++, 1);
    await nodeCrypto.iteratedDigest('sha512', ascii('abc'), 100_000);
    clearInterval(timer);
    expect(other).toBeGreaterThan(2);
  });
});

describe('nodeCrypto.hmac', () => {
  it('gives the values of RFC 2202 and RFC 4231, test case 2', async () => {
    const data = ascii('what do ya want for nothing?');
    expect(toHex(await nodeCrypto.hmac('sha1', ascii('Jefe'), data))).toBe('effcdf6ae5eb2fa2d27416d5f184df9c259a7c79');
    expect(toHex(await nodeCrypto.hmac('sha256', ascii('Jefe'), data))).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('refuses the SHAKEs, over which HMAC is not defined', async () => {
    await expect(nodeCrypto.hmac('shake256', ascii('k'), ascii('d'))).rejects.toMatchObject({
      code: 'unsupported-algorithm',
    });
  });
});

describe('nodeCrypto.pbkdf2', () => {
  it('gives the values of RFC 6070 and RFC 7914, section 11', async () => {
    const sha1 = await nodeCrypto.pbkdf2('sha1', ascii('password'), ascii('salt'), 4096, 20);
    expect(toHex(sha1)).toBe('4b007901b765489abead49d926f721d065a429c1');
    const sha256 = await nodeCrypto.pbkdf2('sha256', ascii('passwd'), ascii('salt'), 1, 64);
    expect(toHex(sha256)).toBe(
      '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc' +
        '49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783',
    );
  });
});

describe('nodeCrypto', () => {
  it('compares octets', () => {
    const cases = [
      ['', '', true],
      ['01', '01', true],
      ['01', '02', false],
      ['01', '0101', false],
    ] as const;
    for (const [left, right, equal] of cases) {
      expect(nodeCrypto.equalConstantTime(fromHex(left), fromHex(right))).toBe(equal);
    }
  });

  it('gives as many random octets as it is asked for, different ones each time', () => {
    const [one, other] = [nodeCrypto.randomBytes(16), nodeCrypto.randomBytes(16)];
    expect(one).toHaveLength(16);
    expect(one).not.toEqual(other);
    expect(one.constructor).toBe(Uint8Array);
  });

  it.each(KEY_TYPES)(
    'generates a key pair of %s whose signatures it verifies, and no others',
    async (keyType) => {
      const { publicKey, signer } = await nodeCrypto.generateKeyPair(keyType);
      expect(describeKey(publicKey).keyType).toBe(keyType);
      expect(signer.publicKey).toEqual(publicKey);
      const data = ascii('some data');
      const signature = await signer.sign(data);
      const verify = async (signed: Uint8Array, value: Uint8Array) =>
        nodeCrypto.verify(signer.algorithm, publicKey, signed, value);
      expect(await verify(data, signature)).toBe(true);
      expect(await verify(ascii('other data'), signature)).toBe(false);
      expect(await verify(data, signature.subarray(1))).toBe(false);
      expect(await verify(data, new Uint8Array())).toBe(false);
      const altered = Uint8Array.from(signature);
      altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
      expect(await verify(data, altered)).toBe(false);
      const other = await nodeCrypto.generateKeyPair(keyType === 'ed25519' ? 'ed448' : 'ed25519');
      expect(await nodeCrypto.verify(signer.algorithm, other.publicKey, data, signature)).toBe(false);
    },
    30_000,
  );

  it('throws for an algorithm and a key it does not support', async () => {
    const { publicKey, signer } = await nodeCrypto.generateKeyPair('ed25519');
    const nothing = new Uint8Array();
    const md5WithRsa = { algorithm: '1.2.840.113549.1.1.4' };
    await expect(nodeCrypto.verify(md5WithRsa, publicKey, nothing, nothing)).rejects.toMatchObject({
      code: 'unsupported-algorithm',
    });
    const x25519 = fromHex(`302a300506032b656e032100${'11'.repeat(32)}`);
    await expect(nodeCrypto.verify(signer.algorithm, x25519, nothing, nothing)).rejects.toMatchObject({
      code: 'unsupported-key',
    });
    await expect(nodeCrypto.verify(signer.algorithm, nothing, nothing, nothing)).rejects.toThrow(X509Error);
  });
});
