import { fromHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { encodeName } from './encode-name.ts';
import { matchNames, rdnKeys } from './match-names.ts';
import { parseName } from './parse-name.ts';

const der = (text: string) => encodeName(parseName(text));

describe('matchNames (RFC 5280, section 7.1)', () => {
  const same: Record<string, [string, string]> = {
    'the same name': ['CN=a,O=b', 'CN=a,O=b'],
    'two null names': ['', ''],
    'upper and lower case': ['CN=Example CA,O=ACME', 'CN=example ca,O=acme'],
    'upper and lower case beyond ASCII': ['CN=ZÜRICH', 'CN=zürich'],
    'more spaces': [String.raw`CN=\ a  b\ `, 'CN=a b'],
    'other string types': ['CN=#130161', 'CN=a'],
    'BMPString and UTF8String': ['CN=#1e020061', 'CN=a'],
    'a composed and a decomposed letter': ['CN=ü', 'CN=u\u0308'],
    'attributes of a step in another order': ['OU=b+CN=a', 'CN=a+OU=b'],
    'domain components in another case': ['DC=Example', 'DC=eXAMPLE'],
    'the same octets that are no text': ['CN=#020105', 'CN=#020105'],
  };
  it.each(Object.entries(same))('holds %s the same', (_, [left, right]) => {
    expect(matchNames(der(left), der(right))).toBe(true);
  });

  const different: Record<string, [string, string]> = {
    'another value': ['CN=a', 'CN=b'],
    'another type': ['CN=a', 'O=a'],
    'one step more': ['CN=a,O=b', 'O=b'],
    'another order of steps': ['CN=a,O=b', 'O=b,CN=a'],
    'two steps and one of two attributes': ['CN=a,O=b', 'CN=a+O=b'],
    'a NUL in it': ['CN=ca', String.raw`CN=ca\00`],
    'a space in it': ['CN=a b', 'CN=ab'],
    'octets and the text that looks like them': ['CN=#020105', String.raw`CN=\#020105`],
    'the null name': ['CN=a', ''],
  };
  it.each(Object.entries(different))('holds %s another name', (_, [left, right]) => {
    expect(matchNames(der(left), der(right))).toBe(false);
    expect(matchNames(der(right), der(left))).toBe(false);
  });

  it('matches bytes that are no name with themselves only', () => {
    const broken = fromHex('300231ff');
    expect(matchNames(broken, Uint8Array.from(broken))).toBe(true);
    expect(matchNames(broken, der('CN=a'))).toBe(false);
    expect(matchNames(der('CN=a'), broken)).toBe(false);
  });
});

describe('rdnKeys', () => {
  it('begins alike for a name and one below it', () => {
    const above = rdnKeys(der('O=ACME,C=DE'));
    expect(rdnKeys(der('CN=a,O=acme,C=de')).slice(0, above.length)).toEqual(above);
  });
});
