import { toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { inFolder, openssl, withoutOpenssl } from '../../test/openssl.ts';
import { encodeName } from './encode-name.ts';
import { isNullName, nullName } from './null-name.ts';
import { parseName } from './parse-name.ts';

describe('encodeName', () => {
  const cases: Record<string, [text: string, der: string]> = {
    'an empty SEQUENCE for the null name': ['', '3000'],
    'UTF8String as the rule': ['CN=a', '300c310a300806035504030c0161'],
    'PrintableString for a country': ['C=DE', '300d310b3009060355040613024445'],
    'PrintableString for a serial number': ['serialNumber=1', '300c310a30080603550405130131'],
    'PrintableString for a qualifier': ['dnQualifier=1', '300c310a3008060355042e130131'],
    'IA5String for a domain component': ['DC=a', '301331113 00f060a0992268993f22c64011916 0161'.replaceAll(' ', '')],
    'IA5String for an e-mail address': ['E=a', '3012311030 0e06092a864886f70d010901160161'.replaceAll(' ', '')],
    'the attributes of a step in the order of their DER': [
      'OU=b+CN=a',
      '3016311430 0806035504030c0161 300806035504 0b0c0162'.replaceAll(' ', ''),
    ],
    'a value given as DER as it is': ['CN=#130161', '300c310a30080603550403130161'],
  };
  it.each(Object.entries(cases))('writes %s', (_, [text, der]) => {
    expect(toHex(encodeName(parseName(text)))).toBe(der);
  });

  it('writes UTF8String where a decoded text does not fit the syntax', () => {
    expect(toHex(encodeName({ rdns: [[{ type: '2.5.4.6', value: 'Ö' }]] }))).toBe('300d310b300906035504060c02c396');
  });

  it('knows the null name by its value and by its DER', () => {
    expect(isNullName(nullName)).toBe(true);
    expect(isNullName(encodeName(nullName))).toBe(true);
    expect(isNullName(parseName('CN=a'))).toBe(false);
    expect(isNullName(encodeName(parseName('CN=a')))).toBe(false);
  });
});

describe.skipIf(withoutOpenssl)('encodeName, held against openssl req -subj', () => {
  const texts = [
    '/C=DE/ST=Hessen/L=Frankfurt/O=Example Rail/OU=Branch 12/CN=ap-12',
    '/DC=net/DC=example/UID=jdoe/CN=John Doe',
    '/O=Zürich 🔑/CN=例え/emailAddress=a@example.com',
    '/serialNumber=12345/title=Dr/SN=Doe/GN=John/initials=J/generationQualifier=Jr/dnQualifier=7/pseudonym=jd',
    String.raw`/O=a\/b\+c\\d, "e" <f>; #g=h/CN= spaces `,
    '/O=Example/OU=Sales+CN=J. Smith+serialNumber=7/CN=x',
    '/street=Main Street 1/CN=a',
  ];
  it.each(texts)('gives the same bytes for %s', async (text) => {
    const der = await inFolder((path) =>
      openssl([
        'req',
        '-new',
        '-newkey',
        'ed25519',
        '-nodes',
        '-utf8',
        '-keyout',
        path('key'),
        '-subj',
        text,
        '-outform',
        'DER',
      ]),
    );
    expect(toHex(der)).toContain(toHex(encodeName(parseName(text))));
  });
});
