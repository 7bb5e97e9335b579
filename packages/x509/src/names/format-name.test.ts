import { fromHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { openssl, withoutOpenssl } from '../../test/openssl.ts';
import { createCertificate } from '../certificate/create-certificate.ts';
import { nodeCrypto } from '../node/index.ts';
import { describeName } from './describe-name.ts';
import { encodeName } from './encode-name.ts';
import { formatName } from './format-name.ts';
import { parseName } from './parse-name.ts';

const CN = '2.5.4.3';
const cn = (value: string) => ({ rdns: [[{ type: CN, value }]] });

describe('formatName', () => {
  const cases: Record<string, [value: string, text: string]> = {
    'an ordinary value': ['ap-7 a', 'CN=ap-7 a'],
    'special characters': ['"+,;<>\\', String.raw`CN=\"\+\,\;\<\>\\`],
    'spaces at both ends': [' a ', String.raw`CN=\ a\ `],
    'a single space': [' ', String.raw`CN=\ `],
    'a leading sharp, and no other': ['#a#', String.raw`CN=\#a#`],
    NUL: ['a\0b', String.raw`CN=a\00b`],
    'a line break': ['a\nb', String.raw`CN=a\0ab`],
    'a right-to-left override, which would show another name': ['a\u202eb', String.raw`CN=a\e2\80\aeb`],
    'what is not ASCII as it is': ['Zürich 🔑', 'CN=Zürich 🔑'],
  };
  it.each(Object.entries(cases))('writes %s', (_, [value, text]) => {
    expect(formatName(cn(value))).toBe(text);
  });

  it('writes the most specific step first, and several attributes of one with plus', () => {
    expect(formatName(parseName('/C=DE/O=Example/OU=Sales+CN=a'))).toBe('OU=Sales+CN=a,O=Example,C=DE');
  });

  it('writes a type without a short name, and a value that is no text, as the DER (RFC 4514, section 2.4)', () => {
    expect(formatName(parseName('1.3.6.1.4.1.1466.0=a'))).toBe('1.3.6.1.4.1.1466.0=#0c0161');
    expect(formatName(fromHex('300c310a30080603550403020105'))).toBe('CN=#020105');
  });

  it('takes the DER of a name too, and refuses any other', () => {
    expect(formatName(encodeName(parseName('CN=a,O=b')))).toBe('CN=a,O=b');
    expect(formatName(fromHex('3000'))).toBe('');
    expect(() => formatName(fromHex('0500'))).toThrow(expect.objectContaining({ code: 'malformed-structure' }));
  });
});

describe('describeName', () => {
  it('writes the most specific step first', () => {
    expect(describeName(parseName('CN=ap-12,OU=Branch 12,O=Example Rail'))).toBe(
      'CN ap-12 · OU Branch 12 · O Example Rail',
    );
  });

  it('writes several attributes of a step with plus, and unknown types with their numbers', () => {
    expect(describeName(parseName('1.2.3=a+CN=b'))).toBe('1.2.3 a + CN b');
  });

  it('shows what would not be seen', () => {
    expect(describeName(cn('a\u202eb'))).toBe(String.raw`CN a\e2\80\aeb`);
  });

  it('takes DER, and leaves the null name empty', () => {
    expect(describeName(encodeName(parseName('CN=a')))).toBe('CN a');
    expect(describeName(fromHex('3000'))).toBe('');
  });
});

describe.skipIf(withoutOpenssl)('formatName, held against openssl -nameopt rfc2253', () => {
  const texts = [
    'CN=ap-12,OU=Branch 12,O=Example Rail,L=Frankfurt,ST=Hessen,C=DE',
    String.raw`CN=a\,b\+c\"d\\e\<f\>g\;h,O=\#x,OU=\ y\ ,L=a#b=c/d`,
    'CN=J. Smith,DC=example,DC=net',
    'emailAddress=a@example.com,serialNumber=7,title=Dr,SN=Doe,GN=John,initials=J,pseudonym=p,dnQualifier=1,UID=u',
    'CN=Zürich 🔑',
    '1.3.6.1.4.1.99999.7=a,CN=b',
  ];
  it.each(texts)('gives the same text for %s', async (text) => {
    const name = encodeName(parseName(text));
    const { publicKey, signer } = await nodeCrypto.generateKeyPair('ed25519');
    const der = await createCertificate({
      serialNumber: Uint8Array.of(1),
      issuer: name,
      subject: name,
      notBefore: new Date(0),
      notAfter: new Date(0),
      subjectPublicKeyInfo: publicKey,
      extensions: [],
      signer,
    });
    // RFC 2253 without escaping what is not ASCII, which RFC 4514 leaves as it is.
    const args = ['x509', '-inform', 'DER', '-noout', '-subject', '-nameopt', 'rfc2253,-esc_msb,utf8'];
    const printed = openssl(args, der).toString('utf8');
    expect(printed.replaceAll(/#[0-9A-F]+/g, (digits) => digits.toLowerCase())).toBe(`subject=${formatName(name)}\n`);
  });
});
