import { fromHex, toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from './node-crypto.ts';

const key = fromHex('404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f');
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('kmac', () => {
  // NIST, "KMAC samples" to SP 800-185, samples 1, 2 and 4.
  it.each([
    [128, '', 32, 'e5780b0d3ea6f7d3a429c5706aa43a00fadbd7d49628839e3187243f456ee14e'],
    [128, 'My Tagged Application', 32, '3b1fba963cd8b0b59e8c1a6d71888b7143651af8ba0a7070c0979e2811324aa5'],
    [
      256,
      'My Tagged Application',
      64,
      '20c570c31346f703c9ac36c61c03cb64c3970d0cfc787e9b79599d273a68d2f7f69d4cc3de9d104a351689f27cf6f5951f0103f33f4f24871024d9c27773a8dd',
    ],
  ] as const)('of %i bits with customization "%s" is as NIST has it', async (variant, custom, length, expected) => {
    const data = fromHex('00010203');
    const mac = await nodeCrypto.kmac({ variant, key, data, length, customization: text(custom) });
    expect(toHex(mac)).toBe(expected);
  });
});

describe('gmac', () => {
  // McGrew and Viega, "The Galois/Counter Mode of Operation", test case 1: neither plaintext nor additional data.
  it('of nothing is the tag of AES-GCM over nothing', async () => {
    const [zeroKey, nonce, data] = [new Uint8Array(16), new Uint8Array(12), new Uint8Array()];
    const mac = await nodeCrypto.gmac({ key: zeroKey, nonce, data, length: 16 });
    expect(toHex(mac)).toBe('58e2fccefa7e3061367f1d57a4e7455a');
  });

  it('takes no key that AES has not', async () => {
    const input = { key: new Uint8Array(17), nonce: new Uint8Array(12), data: key, length: 16 };
    await expect(nodeCrypto.gmac(input)).rejects.toThrow(TypeError);
  });
});
