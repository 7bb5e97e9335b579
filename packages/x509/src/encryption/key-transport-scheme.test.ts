import { fromHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { type KeyTransportScheme, toKeyTransportAlgorithm, toKeyTransportScheme } from './key-transport-scheme.ts';

const OAEP = '1.2.840.113549.1.1.7';

describe('a key transport scheme', () => {
  const schemes: KeyTransportScheme[] = [
    { kind: 'rsa-pkcs1' },
    { kind: 'rsa-oaep', hash: 'sha1' },
    { kind: 'rsa-oaep', hash: 'sha256' },
    { kind: 'rsa-oaep', hash: 'sha512' },
  ];
  it.each(schemes)('$kind $hash is read back from its identifier', (scheme) => {
    expect(toKeyTransportScheme(toKeyTransportAlgorithm(scheme))).toEqual(scheme);
  });

  const refused: Record<string, [algorithm: string, parameters: string, code: string]> = {
    'another algorithm': ['1.2.3', '', 'unsupported-algorithm'],
    'OAEP whose mask has another hash': [OAEP, '300fa00d300b0609608648016503040201', 'unsupported-algorithm'],
    'OAEP with a label': [OAEP, '3013a211300f06092a864886f70d010109040201ff', 'unsupported-algorithm'],
    'OAEP with NULL': [OAEP, '0500', 'malformed-structure'],
  };
  it.each(Object.entries(refused))('refuses %s', (_, [algorithm, hex, code]) => {
    const identifier = { algorithm, ...(hex !== '' && { parameters: fromHex(hex) }) };
    expect(() => toKeyTransportScheme(identifier)).toThrow(expect.objectContaining({ code }));
  });

  it('reads the defaults of OAEP, and an empty label spelled out (RFC 4055, section 4.1)', () => {
    const scheme = { kind: 'rsa-oaep', hash: 'sha1' };
    expect(toKeyTransportScheme({ algorithm: OAEP })).toEqual(scheme);
    const parameters = fromHex('3011a20f300d06092a864886f70d0101090400');
    expect(toKeyTransportScheme({ algorithm: OAEP, parameters })).toEqual(scheme);
  });
});
