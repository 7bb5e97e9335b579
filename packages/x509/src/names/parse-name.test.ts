import { fromHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { X509Error } from '../x509-error.ts';
import type { DistinguishedName, NameAttribute } from './distinguished-name.ts';
import { decodeName } from './decode-name.ts';
import { encodeName } from './encode-name.ts';
import { NameError } from './name-error.ts';
import type { NameErrorCode } from './name-error-code.ts';
import { parseName } from './parse-name.ts';

const CN = '2.5.4.3';
const O = '2.5.4.10';
const OU = '2.5.4.11';
const C = '2.5.4.6';

/** A name in DER order, a step with one attribute each unless it is a list. */
function name(...steps: ([string, string] | [string, string][])[]): DistinguishedName {
  const attribute = ([type, value]: [string, string]): NameAttribute => ({ type, value });
  // as: a step is either one pair or a list of them
  return {
    rdns: steps.map((step) =>
      typeof step[0] === 'string' ? [attribute(step as [string, string])] : (step as [string, string][]).map(attribute),
    ),
  };
}

describe('parseName, RFC 4514', () => {
  const cases: Record<string, [text: string, expected: DistinguishedName]> = {
    'nothing at all': ['', name()],
    'nothing but spaces': ['  ', name()],
    'the most specific step first': ['CN=ap-7,O=Example,C=DE', name([C, 'DE'], [O, 'Example'], [CN, 'ap-7'])],
    'spaces around separators': [' CN = ap 7 , O = Example ', name([O, 'Example'], [CN, 'ap 7'])],
    'a line end after a pasted text': ['CN=ap-7\r\n', name([CN, 'ap-7'])],
    'several spaces within a value': ['CN=a  b', name([CN, 'a  b'])],
    'escaped spaces at both ends': [String.raw`CN=\ a\ ,O=b`, name([O, 'b'], [CN, ' a '])],
    'a value of escaped spaces': [String.raw`CN=\ \ `, name([CN, '  '])],
    'an escaped space before unescaped ones': [String.raw`CN=a\   ,O=b`, name([O, 'b'], [CN, 'a '])],
    'a space as hexadecimal digits at the end': [String.raw`CN=a\20`, name([CN, 'a '])],
    'each special character escaped': [String.raw`CN=\"\+\,\;\<\>\\\=\#`, name([CN, '"+,;<>\\=#'])],
    'an equals sign that needs no escape': ['CN=a=b', name([CN, 'a=b'])],
    'a sharp that is not the first character': ['CN=a#b', name([CN, 'a#b'])],
    'an escaped leading sharp': [String.raw`CN=\#0c0161`, name([CN, '#0c0161'])],
    'a slash in a value': ['CN=a/b', name([CN, 'a/b'])],
    'a comma as hexadecimal digits': [String.raw`CN=Before\2cAfter`, name([CN, 'Before,After'])],
    'a carriage return (RFC 4514, section 4)': [String.raw`CN=Before\0dAfter`, name([CN, 'Before\rAfter'])],
    'UTF-8 as hexadecimal digits (RFC 4514, section 4)': [String.raw`SN=Lu\C4\8Di\C4\87`, name(['2.5.4.4', 'Lučić'])],
    'UTF-8 of four octets': [String.raw`CN=\F0\9F\94\91!`, name([CN, '🔑!'])],
    'characters beyond ASCII as they are': ['CN=Zürich,O=例え', name([O, '例え'], [CN, 'Zürich'])],
    'surrogate pairs': ['CN=🔑🔒', name([CN, '🔑🔒'])],
    'NUL only as hexadecimal digits': [String.raw`CN=a\00b`, name([CN, 'a\0b'])],
    'several attributes in one step (RFC 4514, section 4)': [
      'OU=Sales+CN=J.  Smith,DC=example,DC=net',
      name(
        ['0.9.2342.19200300.100.1.25', 'net'],
        ['0.9.2342.19200300.100.1.25', 'example'],
        [
          [OU, 'Sales'],
          [CN, 'J.  Smith'],
        ],
      ),
    ],
    'a type as a dotted number': ['1.3.6.1.4.1.1466.0=text', name(['1.3.6.1.4.1.1466.0', 'text'])],
    'a type as a dotted number with a prefix': ['oid.2.5.4.3=a', name([CN, 'a'])],
    'a type with a UUID in it': [
      '2.25.329800735698586629295641978511506172918=a',
      name(['2.25.329800735698586629295641978511506172918', 'a']),
    ],
    'the DER of what the text would become': ['CN=#0C0161', name([CN, 'a'])],
    'the DER with a space behind it': ['CN=#0C0161 ,O=b', name([O, 'b'], [CN, 'a'])],
  };
  it.each(Object.entries(cases))('reads %s', (_, [text, expected]) => {
    expect(parseName(text)).toEqual(expected);
  });

  it('keeps the DER of another string type', () => {
    expect(parseName('CN=#130161')).toEqual({ rdns: [[{ type: CN, value: 'a', der: fromHex('130161') }]] });
  });

  it('keeps the DER of what is no text (RFC 4514, section 4)', () => {
    const type = '1.3.6.1.4.1.1466.0';
    const der = fromHex('04024869');
    expect(parseName(`${type}=#04024869`)).toEqual({ rdns: [[{ type, value: '#04024869', der }]] });
  });
});

describe('parseName, attribute types', () => {
  const types: Record<string, string> = {
    CN: '2.5.4.3',
    commonName: '2.5.4.3',
    SN: '2.5.4.4',
    surname: '2.5.4.4',
    serialNumber: '2.5.4.5',
    C: '2.5.4.6',
    L: '2.5.4.7',
    ST: '2.5.4.8',
    S: '2.5.4.8',
    STREET: '2.5.4.9',
    O: '2.5.4.10',
    OU: '2.5.4.11',
    T: '2.5.4.12',
    title: '2.5.4.12',
    GN: '2.5.4.42',
    givenName: '2.5.4.42',
    initials: '2.5.4.43',
    generationQualifier: '2.5.4.44',
    dnQualifier: '2.5.4.46',
    pseudonym: '2.5.4.65',
    UID: '0.9.2342.19200300.100.1.1',
    DC: '0.9.2342.19200300.100.1.25',
    E: '1.2.840.113549.1.9.1',
    emailAddress: '1.2.840.113549.1.9.1',
  };
  it.each(Object.entries(types))('knows %s as %s, in any case', (keyword, oid) => {
    for (const written of [keyword, keyword.toLowerCase(), keyword.toUpperCase()]) {
      expect(parseName(`${written}=AB`)).toEqual(name([oid, 'AB']));
    }
  });
});

describe("parseName, OpenSSL's form", () => {
  const cases: Record<string, [text: string, expected: DistinguishedName]> = {
    'the most significant step first': ['/C=DE/O=Example/CN=ap-7', name([C, 'DE'], [O, 'Example'], [CN, 'ap-7'])],
    'an escaped slash': [String.raw`/O=a\/b/CN=c`, name([O, 'a/b'], [CN, 'c'])],
    'an escaped plus and backslash': [String.raw`/CN=a\+b\\c`, name([CN, 'a+b\\c'])],
    'a backslash before any other character': [String.raw`/CN=\a\,b`, name([CN, 'a,b'])],
    'several attributes in one step': [
      '/O=x/OU=Sales+CN=a',
      name(
        [O, 'x'],
        [
          [OU, 'Sales'],
          [CN, 'a'],
        ],
      ),
    ],
    'commas, equals signs and sharps as they are': ['/CN=#a,b=c', name([CN, '#a,b=c'])],
    'spaces within and around values as they are': ['/CN= a b ', name([CN, ' a b '])],
    'octets as openssl prints them': [String.raw`/CN=Z\xC3\xBCrich`, name([CN, 'Zürich'])],
    'characters beyond ASCII': ['/CN=Zürich 🔑', name([CN, 'Zürich 🔑'])],
    'a line end after a pasted text': ['/CN=a \r\n', name([CN, 'a '])],
    'spaces before the first slash': ['  /CN=a', name([CN, 'a'])],
  };
  it.each(Object.entries(cases))('reads %s', (_, [text, expected]) => {
    expect(parseName(text)).toEqual(expected);
  });
});

describe('parseName refuses, and says where', () => {
  const cases: Record<string, [text: string, code: NameErrorCode, position: number]> = {
    'a text without a type': ['=a', 'attribute-type-missing', 0],
    'a comma at the end': ['CN=a,', 'attribute-type-missing', 5],
    'a comma at the beginning': [',CN=a', 'attribute-type-missing', 0],
    'two commas': ['CN=a,,O=b', 'attribute-type-missing', 5],
    'a plus at the end': ['CN=a+', 'attribute-type-missing', 5],
    'a plain word': ['ap-7', 'equals-sign-missing', 4],
    'a second step without equals sign': ['CN=a, ap-7', 'equals-sign-missing', 10],
    'a space within a type': ['C N=a', 'equals-sign-missing', 2],
    'a type nobody knows': ['CN=a,FOO=b', 'attribute-type-unknown', 5],
    'a number that is no object identifier': ['1.40.1=a', 'attribute-type-unknown', 0],
    'a number with a leading zero': ['2.05.4=a', 'attribute-type-unknown', 0],
    'a number of one arc': ['2=a', 'attribute-type-unknown', 0],
    'a type of endless arcs': [`1.2${'.3'.repeat(100)}=a`, 'attribute-type-unknown', 0],
    'a type twice in one step': ['CN=a+OU=b+cn=c', 'attribute-type-repeated', 10],
    'no value': ['CN=,O=b', 'value-missing', 3],
    'a value of unescaped spaces': ['CN=  ,O=b', 'value-missing', 3],
    'a country of three letters': ['O=a,C=DEU', 'value-invalid', 6],
    'a country of one letter and a digit': ['C=D1', 'value-invalid', 2],
    'digits that are no pairs': ['CN=#0c016', 'value-invalid', 3],
    'digits that are none': ['CN=#xy', 'value-invalid', 3],
    'digits that are no DER': ['CN=#0c05', 'value-invalid', 3],
    'digits with surplus': ['CN=#0c016100', 'value-invalid', 3],
    'an indefinite length': ['CN=#2c800000', 'value-invalid', 3],
    'a sharp alone': ['CN=#', 'value-invalid', 3],
    'an umlaut in a domain component': ['CN=a,DC=zürich', 'character-not-allowed', 8],
    'an umlaut in an e-mail address': ['E=jürg@example.com', 'character-not-allowed', 2],
    'an underscore in a serial number': ['serialNumber=a_b', 'character-not-allowed', 13],
    'an unescaped quotation mark': ['O="Example, Inc."', 'character-not-escaped', 2],
    'an unescaped semicolon': ['CN=a;O=b', 'character-not-escaped', 4],
    'an unescaped angle bracket': ['CN=a<b', 'character-not-escaped', 4],
    'an unescaped NUL': ['CN=a\0b', 'character-not-escaped', 4],
    'a backslash before an ordinary character': [String.raw`CN=a\zb`, 'escape-invalid', 4],
    'a backslash at the end': ['CN=a\\', 'escape-invalid', 4],
    'half an escaped octet': [String.raw`CN=a\C`, 'escape-invalid', 4],
    'octets that are not UTF-8': [String.raw`CN=ab\C3\28`, 'escape-invalid', 5],
    'half a character in octets': [String.raw`CN=\C3ü`, 'escape-invalid', 3],
    'a surrogate in octets': [String.raw`CN=\ED\A0\80`, 'escape-invalid', 3],
    'a lone surrogate': ['CN=a\ud83d', 'character-not-allowed', 4],
    'a position behind characters of two code units': ['CN=🔑🔑;', 'character-not-escaped', 5],
    'a slash form without a type': ['/', 'attribute-type-missing', 1],
    'an unescaped slash in a value': ['/CN=http://a', 'attribute-type-missing', 10],
    'a slash form without a value': ['/CN=/O=b', 'value-missing', 4],
    'a slash form with a backslash at its end': ['/CN=a\\', 'escape-invalid', 5],
    'a slash form with half an octet': [String.raw`/CN=\xC`, 'escape-invalid', 4],
    'a slash form with a NUL': ['/CN=a\0', 'character-not-escaped', 5],
  };
  it.each(Object.entries(cases))('%s', (_, [text, code, position]) => {
    expect(() => parseName(text)).toThrow(expect.objectContaining({ name: 'NameError', code, position }));
  });

  it('with an error of this package', () => {
    expect(() => parseName('a')).toThrow(NameError);
    expect(() => parseName('a')).toThrow(X509Error);
  });

  it('a megabyte of nonsense at once', () => {
    const start = performance.now();
    expect(() => parseName(`CN=${'a\\,'.repeat(300_000)};`)).toThrow(NameError);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('more steps, or attributes in one, than can be written as DER', () => {
    for (const separator of [',', '+']) {
      const text = (count: number) => Array.from({ length: count }, (_, index) => `1.2.${index}=a`).join(separator);
      expect(decodeName(encodeName(parseName(text(1000)))).rdns.flat()).toHaveLength(1000);
      expect(() => parseName(text(1001))).toThrow(expect.objectContaining({ code: 'value-invalid' }));
    }
  });
});
