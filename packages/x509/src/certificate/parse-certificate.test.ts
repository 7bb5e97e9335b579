import { encode, fromHex, objectIdentifier, octetString, toHex } from '@crypto-cmp/der';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basicConstraints } from '../extensions/basic-constraints.ts';
import { keyUsage } from '../extensions/key-usage.ts';
import { subjectAltNames } from '../extensions/subject-alt-names.ts';
import { describeGeneralName } from '../general-names/describe-general-name.ts';
import { formatName } from '../names/format-name.ts';
import { encodeName } from '../names/encode-name.ts';
import { parseName } from '../names/parse-name.ts';
import { X509Error } from '../x509-error.ts';
import { formatSerialNumber } from './fingerprint.ts';
import { parseCertificate } from './parse-certificate.ts';

// Certificates are put together by hand here, since what must be read is what no careful program writes.

/** One element: its tag, and its content as pieces of hexadecimal digits. */
function tlv(tag: string, ...content: string[]): string {
  const value = content.join('');
  const length = value.length / 2;
  const octets = length < 0x80 ? hex(length, 1) : length < 0x100 ? `81${hex(length, 1)}` : `82${hex(length, 2)}`;
  return tag + octets + value;
}

const hex = (value: number, octets: number) => value.toString(16).padStart(2 * octets, '0');
const oid = (dotted: string) => toHex(encode(objectIdentifier, dotted));
const ascii = (text: string) => toHex(new TextEncoder().encode(text));

const ed25519 = tlv('30', oid('1.3.101.112'));
const utcTime = tlv('17', ascii('260101000000Z'));

function extension(type: string, value: string, critical = ''): string {
  return tlv('30', oid(type), critical, toHex(encode(octetString, fromHex(value))));
}

interface Parts {
  readonly version?: string;
  readonly serialNumber?: string;
  readonly innerAlgorithm?: string;
  readonly name?: string;
  readonly time?: string;
  readonly uniqueIds?: string;
  readonly extensions?: readonly string[];
  readonly algorithm?: string;
  readonly signature?: string;
  readonly behind?: string;
}

function certificate(parts: Parts = {}): Uint8Array {
  const name = parts.name ?? toHex(encodeName(parseName('CN=a')));
  const spki = tlv('30', ed25519, tlv('03', '00', '11'.repeat(32)));
  const tbs = tlv(
    '30',
    parts.version ?? tlv('a0', '020102'),
    parts.serialNumber ?? '020101',
    parts.innerAlgorithm ?? ed25519,
    name,
    tlv('30', utcTime, parts.time ?? utcTime),
    name,
    spki,
    parts.uniqueIds ?? '',
    parts.extensions === undefined ? '' : tlv('a3', tlv('30', ...parts.extensions)),
  );
  const signature = parts.signature ?? tlv('03', '00', '22'.repeat(64));
  return fromHex(tlv('30', tbs, parts.algorithm ?? ed25519, signature) + (parts.behind ?? ''));
}

describe('parseCertificate, leniently', () => {
  it('gives views of the bytes that came', () => {
    const der = certificate();
    const parsed = parseCertificate(der);
    expect(parsed.der).toBe(der);
    expect(parsed.subject.buffer).toBe(der.buffer);
    expect(parsed.tbsDer).toEqual(der.subarray(3, 3 + parsed.tbsDer.length));
  });

  const serialNumbers: Record<string, [der: string, shown: string]> = {
    'an ordinary one': ['02021234', '1234'],
    'one with the first bit set': ['020300ff01', 'FF01'],
    zero: ['020100', '00'],
    'a negative one': ['0201ff', '-01'],
    'one with needless zeros': ['020400000001', '01'],
    'one longer than 20 octets': [`0218${'7f'.repeat(24)}`, '7F'.repeat(24)],
  };
  it.each(Object.entries(serialNumbers))('takes a serial number: %s', (_, [serialNumber, shown]) => {
    const parsed = parseCertificate(certificate({ serialNumber }));
    expect(toHex(parsed.serialNumber)).toBe(serialNumber.slice(4));
    expect(formatSerialNumber(parsed.serialNumber)).toBe(shown);
  });

  it('takes version 1 spelled out, and left out', () => {
    expect(parseCertificate(certificate({ version: tlv('a0', '020100') })).version).toBe(1);
    expect(parseCertificate(certificate({ version: '' })).version).toBe(1);
    expect(parseCertificate(certificate()).version).toBe(3);
  });

  it('takes "not critical" spelled out', () => {
    const parsed = parseCertificate(certificate({ extensions: [extension('1.2.3', '0500', '010100')] }));
    expect(parsed.extensions).toEqual([{ extnID: '1.2.3', critical: false, extnValue: fromHex('0500') }]);
  });

  it('takes unique identifiers, and an empty list of extensions', () => {
    const parsed = parseCertificate(certificate({ uniqueIds: '8102000182020002', extensions: [] }));
    expect(parsed.extensions).toEqual([]);
  });

  it('takes GeneralizedTime where it should be UTCTime', () => {
    const parsed = parseCertificate(certificate({ time: tlv('18', ascii('20260102000000Z')) }));
    expect(parsed.notAfter).toEqual(new Date('2026-01-02T00:00:00Z'));
  });

  it.each(['1402fc61', '1e0400fc0061', '130461406200'])('does not mind the odd string %s in a name', (value) => {
    const name = tlv('30', tlv('31', tlv('30', oid('2.5.4.3'), value)));
    expect(() => formatName(parseCertificate(certificate({ name })).subject)).not.toThrow();
  });

  it('takes "no CA" spelled out, and trailing zero bits in a key usage', () => {
    const extensions = [extension('2.5.29.19', '3003010100'), extension('2.5.29.15', '03020080')];
    const parsed = parseCertificate(certificate({ extensions }));
    expect(basicConstraints(parsed)).toEqual({ cA: false });
    expect(keyUsage(parsed)).toEqual(new Set(['digitalSignature']));
  });

  it('takes names that are not ASCII where they should be', () => {
    const names = tlv('30', tlv('82', 'c3bc'), tlv('81', 'fc'), tlv('86', '61'));
    const parsed = parseCertificate(certificate({ extensions: [extension('2.5.29.17', names)] }));
    expect(subjectAltNames(parsed).map(describeGeneralName)).toEqual([
      { kind: 'fqdn', value: 'ü' },
      { kind: 'email', value: 'ü' },
      { kind: 'uri', value: 'a' },
    ]);
  });
});

describe('parseCertificate refuses', () => {
  const malformed: Record<string, Uint8Array> = {
    nothing: new Uint8Array(),
    'a text': new TextEncoder().encode('-----BEGIN CERTIFICATE-----'),
    'a certificate cut short': certificate().subarray(0, -1),
    'a certificate with something behind it': certificate({ behind: '00' }),
    'signature algorithms that differ': certificate({ algorithm: tlv('30', oid('1.3.101.113')) }),
    'signature parameters that differ': certificate({ algorithm: tlv('30', oid('1.3.101.112'), '0500') }),
    'an extension twice': certificate({ extensions: [extension('1.2.3', '0500'), extension('1.2.3', '0500')] }),
    'a time that is none': certificate({ time: tlv('17', ascii('261301000000Z')) }),
    'a time of no kind': certificate({ time: '0500' }),
    'a name that is no SEQUENCE': certificate({ name: '3100' }),
    'a serial number that is no INTEGER': certificate({ serialNumber: '040101' }),
    'a signature of odd bits': certificate({ signature: '03020100' }),
    'an element of unknown tag': certificate({ uniqueIds: 'a400' }),
  };
  it.each(Object.entries(malformed))('%s', (_, der) => {
    expect(() => parseCertificate(der)).toThrow(expect.objectContaining({ code: 'malformed-structure' }));
  });

  it('an extension only when it is read', () => {
    const parsed = parseCertificate(certificate({ extensions: [extension('2.5.29.19', '0500')] }));
    expect(() => basicConstraints(parsed)).toThrow(expect.objectContaining({ code: 'malformed-structure' }));
  });

  it('any alteration with its own error or not at all', () => {
    const der = certificate({ extensions: [extension('2.5.29.17', '3003820161'), extension('2.5.29.15', '03020780')] });
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), (at, octet) => {
        const altered = Uint8Array.from(der);
        altered[at] = octet;
        try {
          const parsed = parseCertificate(altered);
          subjectAltNames(parsed).map(describeGeneralName);
          keyUsage(parsed);
        } catch (error) {
          expect(error).toBeInstanceOf(X509Error);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
