import { fromHex, toHex } from '@crypto-cmp/der';
import { createSubjectAltName, type GeneralName, type KeyPair, parseCertificate } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { createTestCa, type TestCa } from '../testing/test-ca.ts';
import { name, now } from '../testing/test-transaction.ts';
import { compareCertificate } from './compare-certificate.ts';
import type { FieldComparison } from './field-comparison.ts';

let ca: TestCa;
let keys: KeyPair;

beforeAll(async () => {
  ca = await createTestCa(nodeCrypto, now);
  keys = await nodeCrypto.generateKeyPair('ec-p256');
});

describe('compareCertificate', () => {
  it.each<[string, GeneralName, GeneralName]>([
    [
      'a host in other case',
      { type: 'dNSName', value: 'AP-7.example.com' },
      { type: 'dNSName', value: 'ap-7.Example.com' },
    ],
    [
      'a mail host in other case',
      { type: 'rfc822Name', value: 'ap@EXAMPLE.com' },
      { type: 'rfc822Name', value: 'ap@example.com' },
    ],
    ['a name in other case', directoryName('CN=AP 7,O=Example'), directoryName('CN=ap  7,O=example')],
    [
      'an address',
      { type: 'iPAddress', value: fromHex('c0000201') },
      { type: 'iPAddress', value: fromHex('c0000201') },
    ],
    ['a user principal name', userPrincipalName('ap-7'), userPrincipalName('ap-7')],
  ])('takes %s for the same', async (_, requested, issued) => {
    expect(await compareNames([requested], [issued])).toEqual(['same']);
  });

  it.each<[string, GeneralName, GeneralName]>([
    ['another host', { type: 'dNSName', value: 'ap-7.example.com' }, { type: 'dNSName', value: 'ap-8.example.com' }],
    [
      'a mailbox in other case',
      { type: 'rfc822Name', value: 'AP@example.com' },
      { type: 'rfc822Name', value: 'ap@example.com' },
    ],
    ['another kind of name', { type: 'dNSName', value: 'ap-7' }, { type: 'rfc822Name', value: 'ap-7' }],
    [
      'another address',
      { type: 'iPAddress', value: fromHex('c0000201') },
      { type: 'iPAddress', value: fromHex('c0000202') },
    ],
    ['another user principal name', userPrincipalName('ap-7'), userPrincipalName('ap-8')],
  ])('takes %s for a missing and an added one', async (_, requested, issued) => {
    expect(await compareNames([requested], [issued])).toEqual(['missing', 'added']);
  });

  it.each([
    ['C=SE,O=Example,CN=ap-7', 'same'],
    ['O=Example,CN=ap-7', 'changed'],
    ['CN=ap-7,O=Other,C=SE', 'changed'],
  ])('takes CN=ap-7,O=Example,C=SE issued as %s for the %s subject', async (subject, verdict) => {
    const issued = parseCertificate(await ca.issue(name(subject), keys.publicKey));
    const requested = { subject: toHex(name('CN=ap-7,O=Example,C=SE')), publicKey: toHex(keys.publicKey) };
    expect(compareCertificate(requested, issued)).toContainEqual(
      expect.objectContaining({ field: 'subject', verdict }),
    );
  });

  it('takes names in another order for the same', async () => {
    const names = ['a', 'b'].map((value) => ({ type: 'dNSName', value }) as const);
    expect(await compareNames(names, names.toReversed())).toEqual(['same', 'same']);
  });

  it('finds that a name requested twice came only once', async () => {
    const twice = ['a', 'a'].map((value) => ({ type: 'dNSName', value }) as const);
    expect(await compareNames(twice, twice.slice(1))).toEqual(['same', 'missing']);
  });

  it('shows keys so that two of them can be told apart', async () => {
    const other = await nodeCrypto.generateKeyPair('ec-p256');
    const certificate = parseCertificate(await ca.issue(name('CN=ap-7'), other.publicKey));
    const line = compareCertificate(requestFor([]), certificate).find(({ field }) => field === 'publicKey');
    expect(line).toMatchObject({ verdict: 'changed', requested: expect.stringMatching(/^EC P-256, 04\w{4}…\w{4}$/) });
    expect(line?.requested).not.toBe(line?.issued);
  });

  it('compares times by the second, and only those that were requested', async () => {
    const certificate = parseCertificate(await ca.issue(name('CN=ap-7'), keys.publicKey));
    const notAfter = new Date(certificate.notAfter.getTime() + 400).toISOString();
    const lines = compareCertificate({ ...requestFor([]), notAfter }, certificate);
    expect(lines.filter(({ field }) => field === 'notBefore' || field === 'notAfter')).toMatchObject([
      { field: 'notAfter', verdict: 'same' },
    ]);
  });
});

async function compareNames(
  requested: readonly GeneralName[],
  issued: readonly GeneralName[],
): Promise<FieldComparison['verdict'][]> {
  const extensions = [createSubjectAltName(issued)];
  const certificate = parseCertificate(await ca.issue(name('CN=ap-7'), keys.publicKey, { extensions }));
  const lines = compareCertificate(requestFor(requested), certificate);
  return lines.filter(({ field }) => field === 'subjectAltName').map(({ verdict }) => verdict);
}

function requestFor(names: readonly GeneralName[]): Parameters<typeof compareCertificate>[0] {
  return {
    subject: toHex(name('CN=ap-7')),
    publicKey: toHex(keys.publicKey),
    ...(names.length > 0 && { subjectAltName: toHex(createSubjectAltName(names).extnValue) }),
  };
}

function directoryName(text: string): GeneralName {
  return { type: 'directoryName', value: name(text) };
}

function userPrincipalName(text: string): GeneralName {
  const value = Buffer.concat([Uint8Array.of(0x0c, text.length), Buffer.from(text)]);
  return { type: 'otherName', value: { typeId: '1.3.6.1.4.1.311.20.2.3', value: new Uint8Array(value) } };
}
