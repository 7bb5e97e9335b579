import { decode, encode, fromHex, toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { GeneralName } from '../structures/general-name.ts';
import { describeGeneralName } from './describe-general-name.ts';
import { GENERAL_NAME_KINDS, type GeneralNameKind, parseGeneralName } from './parse-general-name.ts';

describe('parseGeneralName', () => {
  const encodings: Record<GeneralNameKind, [text: string, der: string]> = {
    'ip-address': ['192.0.2.10', '8704c000020a'],
    'distinguished-name': ['CN=a,O=b', 'a41a3018310a3008060355040a0c0162310a300806035504030c0161'],
    email: ['a@b.example', `810b${toHex(new TextEncoder().encode('a@b.example'))}`],
    string: ['ü', 'a012060a2b060104018237140203a0040c02c3bc'],
    fqdn: ['a.b', '8203612e62'],
  };
  it.each(GENERAL_NAME_KINDS)('writes a name of kind %s as the standard wants it, and it is shown as typed', (kind) => {
    const [text, der] = encodings[kind];
    const name = parseGeneralName(kind, text);
    expect(toHex(encode(GeneralName, name))).toBe(der);
    expect(describeGeneralName(decode(GeneralName, fromHex(der)))).toEqual({ kind, value: text });
  });

  const accepted: Record<Exclude<GeneralNameKind, 'ip-address' | 'distinguished-name'>, string[]> = {
    email: ['a@b', 'first.last+tag@example.com', "o'brien@x-y.example", `${'a'.repeat(64)}@example.com`],
    string: [' ', 'any text: 🔑', 'user@REALM'],
    fqdn: [
      'a',
      'ap-7',
      'ap-7.example.com',
      '*.example.com',
      'xn--zrich-kva.example',
      '3com.com',
      `${'a'.repeat(63)}.b`,
    ],
  };
  for (const kind of ['email', 'string', 'fqdn'] as const) {
    it.each(accepted[kind])(`accepts the ${kind} %j`, (text) => {
      expect(describeGeneralName(parseGeneralName(kind, text))).toEqual({ kind, value: text });
    });
  }

  const refused: Record<GeneralNameKind, string[]> = {
    'ip-address': ['', 'ap-7', '1.2.3.4/24'],
    'distinguished-name': ['ap-7', 'CN='],
    email: [
      '',
      'a',
      '@b',
      'a@',
      'a@b@c.d',
      'a b@c.d',
      '.a@b.c',
      'a..b@c.d',
      'jürg@example.com',
      'a@zürich.example',
    ].concat('a@*.example.com', 'a@192.0.2.1', 'a@[192.0.2.1]', `${'a'.repeat(65)}@b.c`, 'a@b.c\n'),
    string: ['', '\ud83d'],
    fqdn: [
      '',
      '.',
      'a.',
      '.a',
      'a..b',
      '-a.b',
      'a-.b',
      'a_b.c',
      'a b.c',
      'zürich.example',
      '192.0.2.1',
      '*',
      '*.com.',
    ].concat('a.*.b', '*a.example.com', `${'a'.repeat(64)}.b`, `${'a.'.repeat(126)}ab`, 'a.b\n'),
  };
  for (const kind of GENERAL_NAME_KINDS) {
    it.each(refused[kind])(`refuses the ${kind} %j`, (text) => {
      const codes = { 'ip-address': /^malformed-ip-address$/, 'distinguished-name': /-missing$/ };
      const code = kind in codes ? codes[kind as keyof typeof codes] : /^malformed-general-name$/;
      expect(() => parseGeneralName(kind, text)).toThrow(
        expect.objectContaining({ code: expect.stringMatching(code) }),
      );
    });
  }

  it('accepts a DNS name of 253 characters, the longest there is', () => {
    const longest = `${'a.'.repeat(126)}a`;
    expect(longest).toHaveLength(253);
    expect(parseGeneralName('fqdn', longest)).toEqual({ type: 'dNSName', value: longest });
  });
});

describe('describeGeneralName', () => {
  const cases: Record<string, [name: GeneralName, kind: string, value: string]> = {
    'a URI': [{ type: 'uniformResourceIdentifier', value: 'http://a/' }, 'uri', 'http://a/'],
    'a registered identifier': [{ type: 'registeredID', value: '1.2.3' }, 'registered-id', '1.2.3'],
    'an X.400 address': [{ type: 'x400Address', value: fromHex('a300') }, 'other', 'x400Address #a300'],
    'an EDI party': [{ type: 'ediPartyName', value: fromHex('a500') }, 'other', 'ediPartyName #a500'],
    'an IP address that is none': [{ type: 'iPAddress', value: Uint8Array.of(1) }, 'ip-address', '#01'],
    'a distinguished name that is none': [
      { type: 'directoryName', value: fromHex('0500') },
      'distinguished-name',
      '#0500',
    ],
    'another kind of otherName': [
      { type: 'otherName', value: { typeId: '1.2.3', value: fromHex('160161') } },
      'other',
      '1.2.3 a',
    ],
    'an otherName that is no text': [
      { type: 'otherName', value: { typeId: '1.2.3', value: fromHex('3000') } },
      'other',
      '1.2.3 #3000',
    ],
    'a User Principal Name that is broken': [
      { type: 'otherName', value: { typeId: '1.3.6.1.4.1.311.20.2.3', value: fromHex('0c01') } },
      'string',
      '#0c01',
    ],
    'characters that would not be seen': [{ type: 'dNSName', value: 'a\u202eb\0' }, 'fqdn', String.raw`a\e2\80\aeb\00`],
  };
  it.each(Object.entries(cases))('shows %s', (_, [name, kind, value]) => {
    expect(describeGeneralName(name)).toEqual({ kind, value });
  });
});
