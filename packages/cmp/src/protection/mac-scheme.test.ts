import { encode } from '@crypto-cmp/der';
import type { AlgorithmIdentifier } from '@crypto-cmp/x509';
import { describe, expect, it } from 'vitest';

import { PBMAC1Params } from '../messages/pbmac1-params.ts';
import { PBMParameter } from '../messages/pbm-parameter.ts';
import { macOf } from './mac-algorithm.ts';
import { describeMacScheme, macSchemeAlgorithm, parseMacScheme } from './mac-scheme.ts';

const numbers = { salt: new Uint8Array(16), iterations: 1000, hash: 'sha384', mac: macOf('sha512') } as const;
const sha256 = { algorithm: '2.16.840.1.101.3.4.2.1' };
const hmacSha256 = { algorithm: '1.2.840.113549.2.9' };
const passwordBasedMac = '1.2.840.113533.7.66.13';
const pbmac1 = '1.2.840.113549.1.5.14';

describe('parseMacScheme', () => {
  it.each([
    { algorithm: 'passwordBasedMac', ...numbers },
    { algorithm: 'pbmac1', ...numbers, keyLength: 32 },
  ] as const)('reads back what macSchemeAlgorithm writes for $algorithm', (scheme) => {
    expect(parseMacScheme(macSchemeAlgorithm(scheme))).toEqual(scheme);
  });

  it('takes the older name of HMAC-SHA1, which OpenSSL 3.0 sends', () => {
    const parsed = parseMacScheme(pbm({ mac: { algorithm: '1.3.6.1.5.5.8.1.2' } }));
    expect(parsed.mac).toEqual({ kind: 'hmac', hash: 'sha1' });
  });

  it.each<[string, AlgorithmIdentifier]>([
    ['no parameters', { algorithm: passwordBasedMac }],
    ['a NULL for parameters', { algorithm: passwordBasedMac, parameters: Uint8Array.of(0x05, 0x00) }],
    ['an OCTET STRING for parameters', { algorithm: passwordBasedMac, parameters: Uint8Array.of(0x04, 0x00) }],
    ['octets after the parameters', { algorithm: passwordBasedMac, parameters: Uint8Array.of(...pbmDer({}), 0) }],
    ['parameters of the other algorithm', { algorithm: pbmac1, parameters: pbmDer({}) }],
    [
      'parameters beside the one-way function',
      pbm({ owf: { ...sha256, parameters: Uint8Array.of(0x02, 0x01, 0x00) } }),
    ],
    ['parameters beside the MAC', pbm({ mac: { ...hmacSha256, parameters: Uint8Array.of(0x04, 0x00) } })],
  ])('refuses %s as malformed', (_, algorithm) => {
    expect(() => parseMacScheme(algorithm)).toThrow(expect.objectContaining({ code: 'mac-parameters-malformed' }));
  });

  it.each<[string, AlgorithmIdentifier]>([
    ['a protection that is no MAC', { algorithm: '1.2.840.10045.4.3.2' }],
    ['an unknown one-way function', pbm({ owf: { algorithm: '1.2.3' } })],
    ['an unknown MAC', pbm({ mac: { algorithm: '1.2.3' } })],
    ['DES-MAC', pbm({ mac: { algorithm: '1.3.14.3.2.10' } })],
    ['HMAC-MD5', pbm({ mac: { algorithm: '1.3.6.1.5.5.8.1.1' } })],
    ['PBMAC1 with another key derivation', pbmac1With({ algorithm: '1.2.3' })],
  ])('does not support %s', (_, algorithm) => {
    expect(() => parseMacScheme(algorithm)).toThrow(expect.objectContaining({ code: 'protection-not-supported' }));
  });
});

describe('describeMacScheme', () => {
  it('names the MAC and the derivation', () => {
    expect(describeMacScheme(parseMacScheme(pbm({})))).toBe('HMAC-SHA-256, 500 iterations of SHA-256');
    const scheme = { algorithm: 'pbmac1', ...numbers, keyLength: 32 } as const;
    expect(describeMacScheme(scheme)).toBe('HMAC-SHA-512, 1000 iterations of PBKDF2 with HMAC-SHA-384');
  });
});

function pbm(changes: Partial<PBMParameter>): AlgorithmIdentifier {
  return { algorithm: passwordBasedMac, parameters: pbmDer(changes) };
}

function pbmDer(changes: Partial<PBMParameter>): Uint8Array {
  const proper = { salt: new Uint8Array(16), owf: sha256, iterationCount: 500, mac: hmacSha256 };
  return encode(PBMParameter, { ...proper, ...changes });
}

function pbmac1With(keyDerivationFunc: AlgorithmIdentifier): AlgorithmIdentifier {
  return { algorithm: pbmac1, parameters: encode(PBMAC1Params, { keyDerivationFunc, messageAuthScheme: hmacSha256 }) };
}
