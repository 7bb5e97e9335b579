import { encode, octetString, sequence, smallInteger } from '@crypto-cmp/der';
import type { AlgorithmIdentifier } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { describe, expect, it } from 'vitest';

import { hashOfMac, type MacAlgorithm, macOf, parseMacAlgorithm, toMacAlgorithmIdentifier } from './mac-algorithm.ts';
import { computeMac } from './compute-mac.ts';
import { macSchemeAlgorithm, type MacScheme, parseMacScheme } from './mac-scheme.ts';

const kmac128 = '2.16.840.1.101.3.4.2.19';
const aes128Gmac = '2.16.840.1.101.3.4.1.9';
const nonce = new Uint8Array(12);

const macs: readonly MacAlgorithm[] = [
  macOf('sha1'),
  macOf('sha224'),
  macOf('sha256'),
  macOf('sha384'),
  macOf('sha512'),
  macOf('sha3-224'),
  macOf('sha3-256'),
  macOf('sha3-384'),
  macOf('sha3-512'),
  macOf('shake128'),
  macOf('shake256'),
  { kind: 'kmac', variant: 128, length: 20, customization: Uint8Array.of(1, 2) },
  { kind: 'gmac', keyLength: 16, nonce, length: 12 },
  { kind: 'gmac', keyLength: 24, nonce, length: 16 },
  { kind: 'gmac', keyLength: 32, nonce, length: 13 },
];

describe.each(macs)('$kind $hash $variant $keyLength', (mac) => {
  it('is read back as it was written', () => {
    expect(parseMacAlgorithm(toMacAlgorithmIdentifier(mac))).toEqual(mac);
    const hash = hashOfMac(mac);
    if (hash !== undefined && mac.kind === 'hmac') expect(macOf(hash)).toEqual(mac);
  });

  it.each(['sha1', 'sha256', 'sha3-512', 'shake128', 'shake256'] as const)(
    'makes a MAC by PasswordBasedMac with %s that another secret does not make',
    async (hash) => {
      const scheme: MacScheme = { algorithm: 'passwordBasedMac', hash, mac, salt: new Uint8Array(16), iterations: 100 };
      await expectMac(scheme);
    },
  );

  it('makes a MAC by PBMAC1', async () => {
    const keyLength = mac.kind === 'gmac' ? mac.keyLength : 32;
    const numbers = { salt: new Uint8Array(16), iterations: 100, hash: 'sha256' } as const;
    await expectMac({ algorithm: 'pbmac1', mac, keyLength, ...numbers });
  });
});

async function expectMac(scheme: MacScheme): Promise<void> {
  const read = parseMacScheme(macSchemeAlgorithm(scheme));
  expect(read).toEqual(scheme);
  const [one, same, other, changed] = await Promise.all([
    computeMac(read, Uint8Array.of(1), nonce, nodeCrypto),
    computeMac(read, Uint8Array.of(1), nonce, nodeCrypto),
    computeMac(read, Uint8Array.of(2), nonce, nodeCrypto),
    computeMac(read, Uint8Array.of(1), Uint8Array.of(3), nodeCrypto),
  ]);
  expect(one).toEqual(same);
  expect(one).not.toEqual(other);
  expect(one).not.toEqual(changed);
  expect(one.length).toBeGreaterThanOrEqual(12);
}

describe('the parameters of a MAC', () => {
  it('are absent for KMAC as long as it is by default', () => {
    expect(toMacAlgorithmIdentifier(macOf('shake128'))).toEqual({ algorithm: kmac128 });
  });

  const numbers = sequence({ bits: smallInteger });
  const gmac = sequence({ nonce: octetString, length: smallInteger });
  it.each<[string, AlgorithmIdentifier]>([
    ['a KMAC of 64 bits', { algorithm: kmac128, parameters: encode(numbers, { bits: 64 }) }],
    ['a KMAC of a million bits', { algorithm: kmac128, parameters: encode(numbers, { bits: 1_000_000 }) }],
    ['a KMAC of half an octet', { algorithm: kmac128, parameters: encode(numbers, { bits: 260 }) }],
    ['NULL for KMAC', { algorithm: kmac128, parameters: Uint8Array.of(5, 0) }],
    ['none for GMAC', { algorithm: aes128Gmac }],
    ['a GMAC of 4 octets', { algorithm: aes128Gmac, parameters: encode(gmac, { nonce, length: 4 }) }],
    ['a nonce of 4 octets', { algorithm: aes128Gmac, parameters: encode(gmac, { nonce: nonce.slice(8), length: 16 }) }],
    ['a nonce that is a number', { algorithm: aes128Gmac, parameters: encode(numbers, { bits: 12 }) }],
  ])('are refused when they are %s', (_, algorithm) => {
    expect(() => parseMacAlgorithm(algorithm)).toThrow(expect.objectContaining({ code: 'mac-parameters-malformed' }));
  });

  it('have to fit the key that PBMAC1 derives for GMAC', () => {
    const mac = { kind: 'gmac', keyLength: 16, nonce, length: 16 } as const;
    const scheme = { algorithm: 'pbmac1', mac, keyLength: 32, salt: nonce, iterations: 100, hash: 'sha256' } as const;
    expect(() => parseMacScheme(macSchemeAlgorithm(scheme))).toThrow(
      expect.objectContaining({ code: 'mac-parameters-malformed' }),
    );
  });
});
