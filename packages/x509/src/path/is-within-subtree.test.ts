import { describe, expect, it } from 'vitest';

import { encodeName } from '../names/encode-name.ts';
import { parseName } from '../names/parse-name.ts';
import type { GeneralName } from '../structures/general-name.ts';
import { isWithinSubtree, mayCover } from './is-within-subtree.ts';

const dns = (value: string): GeneralName => ({ type: 'dNSName', value });
const mail = (value: string): GeneralName => ({ type: 'rfc822Name', value });
const uri = (value: string): GeneralName => ({ type: 'uniformResourceIdentifier', value });
const address = (...octets: number[]): GeneralName => ({ type: 'iPAddress', value: Uint8Array.from(octets) });
const name = (text: string): GeneralName => ({ type: 'directoryName', value: encodeName(parseName(text)) });

describe('a name lies in the subtree of a constraint (RFC 5280, section 4.2.1.10)', () => {
  it.each<[string, GeneralName, GeneralName, boolean | 'not-supported']>([
    ['a host itself', dns('example.com'), dns('example.com'), true],
    ['a host below', dns('a.b.example.com'), dns('example.com'), true],
    ['a host that only ends alike', dns('badexample.com'), dns('example.com'), false],
    ['a host in upper case', dns('A.EXAMPLE.com'), dns('example.COM'), true],
    ['a host with a root dot', dns('a.example.com.'), dns('example.com'), true],
    ['any host under the empty constraint', dns('a.example'), dns(''), true],
    ['the host itself under a leading dot', dns('example.com'), dns('.example.com'), false],
    ['a host below under a leading dot', dns('a.example.com'), dns('.example.com'), true],
    ['a mailbox itself', mail('ann@example.com'), mail('ann@example.com'), true],
    ['a mailbox with another case on the left', mail('Ann@example.com'), mail('ann@example.com'), false],
    ['a mailbox on the host', mail('ann@example.com'), mail('example.com'), true],
    ['a mailbox below the host', mail('ann@a.example.com'), mail('example.com'), false],
    ['a mailbox below a leading dot', mail('ann@a.example.com'), mail('.example.com'), true],
    ['a URI on the host', uri('https://ann@example.com:8080/a'), uri('example.com'), true],
    ['a URI below a leading dot', uri('https://a.example.com'), uri('.example.com'), true],
    ['a URI with the host in its path', uri('https://evil.test/example.com'), uri('example.com'), false],
    ['a URI with an address', uri('https://192.0.2.1/'), uri('example.com'), 'not-supported'],
    ['a URI without a host', uri('urn:example:a'), uri('example.com'), 'not-supported'],
    ['an address in the network', address(192, 0, 2, 7), address(192, 0, 2, 0, 255, 255, 255, 0), true],
    ['an address outside', address(192, 0, 3, 7), address(192, 0, 2, 0, 255, 255, 255, 0), false],
    ['an IPv4 address under an IPv6 network', address(192, 0, 2, 7), address(...Array<number>(32).fill(0)), false],
    ['an address under a network without its mask', address(192, 0, 2, 7), address(192, 0, 2, 0), 'not-supported'],
    ['an address of five octets', address(192, 0, 2, 7, 1), address(...Array<number>(10).fill(0)), 'not-supported'],
    ['a name itself', name('CN=a,O=Example'), name('CN=a,O=Example'), true],
    ['a name below, in other letters', name('CN=a,OU=b,O=example'), name('O=Example'), true],
    ['a name with the steps elsewhere', name('O=Example,CN=a'), name('O=Example'), false],
    ['a name above', name('O=Example'), name('CN=a,O=Example'), false],
    [
      'a type of name that is not compared',
      { type: 'registeredID', value: '1.2.3' },
      { type: 'registeredID', value: '1.2.3' },
      'not-supported',
    ],
    ['a name of another type', dns('example.com'), mail('example.com'), false],
  ])('%s', (_, value, base, expected) => {
    expect(isWithinSubtree(value, base)).toBe(expected);
  });
});

describe('a wildcard', () => {
  it.each([
    ['over the excluded host', '*.example.com', 'secret.example.com', true],
    ['over it in other letters, with the root', '*.EXAMPLE.com.', 'Secret.example.com', true],
    ['over a part of the label', 's*t.example.com', 'secret.example.com', true],
    ['over another part of the label', 'a*.example.com', 'secret.example.com', false],
    ['over several parts of the label', 's*c*t.example.com', 'secret.example.com', true],
    ['beside the excluded host', '*.example.org', 'secret.example.com', false],
    ['two labels above it', '*.example.com', 'a.secret.example.com', false],
    ['above hosts that are excluded only further below', '*.example.com', '.secret.example.com', false],
    ['that is none', 'a.example.com', 'secret.example.com', false],
  ])('%s', (_, value, excluded, expected) => {
    expect(mayCover(dns(value), dns(excluded))).toBe(expected);
  });
});
