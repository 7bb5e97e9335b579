import { toHex } from '@crypto-cmp/der';
import { describeGeneralName, formatName } from '@crypto-cmp/x509';
import { describe, expect, it } from 'vitest';

import { readOptions } from '../options/options.ts';
import { parseConfig } from '../config/parse-config.ts';
import { readSerial } from './build-revocation.ts';
import { readDigest, readMac } from './read-algorithms.ts';
import { readGeninfo } from './read-geninfo.ts';
import { readName } from './read-name.ts';
import { readSans } from './read-sans.ts';
import { sectionExtensions } from './section-extensions.ts';
import { isInNoProxy, serverUrl } from './server-url.ts';

describe('readName', () => {
  const read = (text: string) => {
    const warnings: string[] = [];
    return { name: formatName(readName(text, 'subject', (warning) => warnings.push(warning))), warnings };
  };

  it.each([
    ['/C=DE/O=Example/CN=ap-7', 'CN=ap-7,O=Example,C=DE'],
    ['/', ''],
    ['/DC=org/UID=1+CN=John Doe', 'CN=John Doe+UID=1,DC=org'],
    [String.raw`/O=a\/b\+c/CN=d`, String.raw`CN=d,O=a/b\+c`],
    ['/CN=a=b', 'CN=a=b'],
  ])('reads %s', (text, name) => {
    expect(read(text)).toEqual({ name, warnings: [] });
  });

  it.each([
    ['/CN=a/ABC=123', 'CN=a', '-subject: ABC is no known attribute type and is left out'],
    ['/CN=a/OU=', 'CN=a', '-subject: OU has no value and is left out'],
  ])('leaves out of %s what it has to, and says so', (text, name, warning) => {
    expect(read(text)).toEqual({ name, warnings: [warning] });
  });

  it.each(['XYZ', 'CN=a,O=b', '//CN=a', '/CN=a//', '/CDE', '/CN=a/OCMP', '/C=DEE'])('refuses %s', (text) => {
    expect(() => read(text)).toThrow(/^-subject: /);
  });
});

describe('readSans', () => {
  it('finds out what kind of name each is', () => {
    const { names, critical } = readSans('localhost, 127.0.0.1 ::1 a@example.com critical https://example.com/x');
    expect(names.map((name) => describeGeneralName(name).value)).toEqual([
      'localhost',
      '127.0.0.1',
      '::1',
      'a@example.com',
      'https://example.com/x',
    ]);
    expect(critical).toBe(true);
  });

  it.each(['bad_name!', 'a@', '1:2'])('refuses %s', (text) => {
    expect(() => readSans(text)).toThrow(`-sans: ${text} is no`);
  });
});

describe('readSerial', () => {
  it.each([
    ['1', '01'],
    ['127', '7f'],
    ['128', '0080'],
    ['0x0fF', '00ff'],
    ['0x100', '0100'],
    ['0', '00'],
  ])('reads %s as the content of an INTEGER', (text, octets) => {
    expect(toHex(readSerial(text))).toBe(octets);
  });

  it.each(['', '0x', '-1', 'abc', '1 2'])('refuses %j', (text) => {
    expect(() => readSerial(text)).toThrow('-serial: expected a number');
  });
});

describe('readGeninfo', () => {
  it('reads numbers and texts', () => {
    const infos = readGeninfo('1.2.3:int:987, 1.2.4:str:hi').map(({ infoType, infoValue }) => [
      infoType,
      toHex(infoValue ?? new Uint8Array()),
    ]);
    expect(infos).toEqual([
      ['1.2.3', '020203db'],
      ['1.2.4', '0c026869'],
    ]);
  });

  it.each([
    ['id-kp:str:name', '1.3.6.1.5.5.7.3', '0c046e616d65'],
    ['id-it-suppLangTags:int:-1', '1.3.6.1.5.5.7.4.16', '0201ff'],
    ['clientAuth:str:', '1.3.6.1.5.5.7.3.2', '0c00'],
  ])('reads %s, whose identifier has a name', (text, oid, value) => {
    expect(readGeninfo(text).map(({ infoType, infoValue = new Uint8Array() }) => [infoType, toHex(infoValue)])).toEqual(
      [[oid, value]],
    );
  });

  it.each(['id-nothing:int:1', '.1.2.3:int:987', '1.2.3:int987', '1.2.3:int::987', '1.2.3', '1.2.3:int:x'])(
    'refuses %s',
    (text) => {
      expect(() => readGeninfo(text)).toThrow('-geninfo: expected OID:int:number');
    },
  );
});

describe('names of algorithms', () => {
  it.each([
    ['sha256', 'sha256'],
    ['SHA2-512', 'sha512'],
    ['sha3-384', 'sha3-384'],
  ])('reads the digest %s', (text, hash) => {
    expect(readDigest(text)).toBe(hash);
  });

  it.each([
    ['hmac-sha1', 'sha1'],
    ['hmacWithSHA256', 'sha256'],
    ['hmac-sha512', 'sha512'],
  ])('reads the MAC %s', (text, hash) => {
    expect(readMac(text)).toBe(hash);
  });

  it.each(['md2', 'md5', 'idontexist', 'sha256 sha512', 'shake256'])('refuses the digest %s', (text) => {
    expect(() => readDigest(text)).toThrow(`-digest: ${text} is not offered`);
  });
});

describe('serverUrl', () => {
  const read = (given: Record<string, string>) => serverUrl(readOptions(new Map(Object.entries(given))))?.href;

  it.each([
    [{ server: '127.0.0.1:8080' }, 'http://127.0.0.1:8080/'],
    [{ server: 'ca.example.com/pkix/?x=1#f' }, 'http://ca.example.com/pkix/?x=1'],
    [{ server: 'https://u:p@ca.example.com' }, 'https://ca.example.com/'],
    [{ server: '[::1]:81', path: 'pkix/' }, 'http://[::1]:81/pkix/'],
    [{ server: '127.0.0.1:8080/ignored', path: '/pkix////' }, 'http://127.0.0.1:8080/pkix////'],
    [{ server: 'ca.example.com:8443', tls_used: '1' }, 'https://ca.example.com:8443/'],
    [{ server: '' }, undefined],
  ])('reads %j', (given, url) => {
    expect(read(given)).toBe(url);
  });

  it.each(['h:65536', 'h:-10', 'h:x/+80', 'h:80+/x.', 'h:', 'ftp://h', 'h:0', ':80'])('refuses %s', (server) => {
    expect(() => read({ server })).toThrow('-server: ');
  });

  it.each([
    ['ca.example.com', 'other.com,example.com', true],
    ['ca.example.com', '.example.com', true],
    ['[::1]', '::1', true],
    ['badexample.com', 'example.com', false],
    ['ca.example.com', '', false],
  ])('knows whether %s is in %j', (host, list, expected) => {
    expect(isInNoProxy(host, list)).toBe(expected);
  });
});

describe('sectionExtensions', () => {
  const config = parseConfig(
    `[good]
basicConstraints = critical, CA:TRUE, pathlen:1
keyUsage = critical, digitalSignature, nonRepudiation
extendedKeyUsage = clientAuth, 1.2.3.4
subjectAltName = @names
certificatePolicies = critical, 1.2.3, @policy
1.2.3.5 = DER:05:00
[names]
DNS.0 = localhost
IP.1 = 127.0.0.1
[policy]
policyIdentifier = 1.2.9
[bad_name]
subjectAltName = DNS__3:x
[bad_usage]
keyUsage = flying
[not_offered]
nsComment = x
`,
    'x.cnf',
    {},
  );

  it('reads what x509v3_config(5) has for them', () => {
    const extensions = sectionExtensions(config, 'good', 'reqexts');
    expect(extensions.map(({ extnID, critical, extnValue }) => [extnID, critical, toHex(extnValue)])).toEqual([
      ['2.5.29.19', true, '30060101ff020101'],
      ['2.5.29.15', true, '030206c0'],
      ['2.5.29.37', false, '300f06082b0601050507030206032a0304'],
      ['2.5.29.17', false, '301182096c6f63616c686f737487047f000001'],
      ['2.5.29.32', true, '300c300406022a03300406022a09'],
      ['1.2.3.5', false, '0500'],
    ]);
  });

  it.each([
    ['basicConstraints', 'CA:false', '3000'],
    ['extendedKeyUsage', 'msSmartcardLogin', '300c060a2b060104018237140202'],
    ['subjectAltName', 'RID:1.2.3, dirName:person', '301488022a03a40e300c310a300806035504030c0161'],
    ['subjectAltName', 'otherName:1.2.3;UTF8:a@b', '300da00b06022a03a0050c03614062'],
    ['1.2.3.5', 'ASN1:UTF8String:a:b', '0c03613a62'],
    ['1.2.3.5', 'ASN1:BMP:ab', '1e0400610062'],
    ['1.2.3.5', 'ASN1:INT:0x80', '02020080'],
    ['1.2.3.5', 'ASN1:NULL', '0500'],
    ['1.2.3.5', 'critical, ASN1:OID:1.2.3', '06022a03'],
  ])('reads %s = %s', (name, value, der) => {
    const given = parseConfig(`[x]\n${name} = ${value}\n[person]\nCN = a\n`, 'x.cnf', {});
    expect(sectionExtensions(given, 'x', 'reqexts').map(({ extnValue }) => toHex(extnValue))).toEqual([der]);
  });

  it.each([
    ['basicConstraints', 'foo'],
    ['basicConstraints', 'CA:maybe'],
    ['subjectAltName', 'dirName:nobody'],
    ['subjectAltName', 'RID:x'],
    ['subjectAltName', 'otherName:1.2.3;OCTET:x'],
    ['1.2.3.5', 'ASN1:PRINTABLE:a_b'],
    ['1.2.3.5', 'ASN1:SEQUENCE:x'],
    ['1.2.3.5', 'ASN1:INT:x'],
    ['1.2.3.5', 'DER:xyz'],
    ['1.2.3.5', 'hello'],
  ])('refuses %s = %s', (name, value) => {
    const given = parseConfig(`[x]\n${name} = ${value}\n`, 'x.cnf', {});
    expect(() => sectionExtensions(given, 'x', 'reqexts')).toThrow(`-reqexts: [x] ${name}: `);
  });

  it.each(['bad_name', 'bad_usage', 'not_offered', 'missing'])('refuses [%s] by its name', (section) => {
    expect(() => sectionExtensions(config, section, 'reqexts')).toThrow(new RegExp(`^-reqexts: .*\\[${section}\\]`));
  });
});
