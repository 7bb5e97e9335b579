import { writeFileSync } from 'node:fs';
import { concat, fromHex, toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { inFolder, openssl, withoutOpenssl } from '../../test/openssl.ts';
import { formatSerialNumber } from '../certificate/fingerprint.ts';
import { authorityKeyIdentifier, createKeyIdentifier } from '../extensions/key-identifiers.ts';
import { KEY_TYPES } from '../keys/key-type.ts';
import { encodeName } from '../names/encode-name.ts';
import { formatName } from '../names/format-name.ts';
import { parseName } from '../names/parse-name.ts';
import { nodeCrypto } from '../node/index.ts';
import { encodePem, parsePem } from '../pem.ts';
import { issue, testTime } from '../path/testing/issue.ts';
import { type CertificateListFields, createCertificateList } from './create-certificate-list.ts';
import { crlNumber, deltaCrlIndicator } from './crl-number.ts';
import { createIssuingDistributionPoint, issuingDistributionPoint } from './issuing-distribution-point.ts';
import { parseCertificateList } from './parse-certificate-list.ts';
import { REVOCATION_REASONS, type RevocationReason } from './revocation-reason.ts';

const issuer = encodeName(parseName('CN=Issuing CA,O=Example Rail,C=DE'));

async function create(fields: Partial<CertificateListFields> = {}): Promise<Uint8Array> {
  const signer = fields.signer ?? (await nodeCrypto.generateKeyPair('ec-p256')).signer;
  return createCertificateList({
    issuer,
    thisUpdate: testTime,
    nextUpdate: new Date('2050-01-02T03:04:05Z'),
    revoked: [],
    crlNumber: 4711n,
    authorityKeyIdentifier: fromHex('0102'),
    ...fields,
    signer,
  });
}

/** A list that `openssl ca -gencrl` makes of these lines of its index. */
async function gencrl(index: string, extensions = '', args: readonly string[] = []): Promise<Uint8Array> {
  return inFolder((path) => {
    writeFileSync(path('index'), index);
    writeFileSync(path('number'), '1267\n');
    writeFileSync(
      path('config'),
      `[ca]\ndefault_ca=it\n[it]\ndatabase=${path('index')}\ncrlnumber=${path('number')}\ndefault_md=sha256\n` +
        `default_crl_days=30\ncrl_extensions=ext\n[ext]\nauthorityKeyIdentifier=keyid\n${extensions}\n[req]\n` +
        'distinguished_name=dn\n[dn]\n',
    );
    const key = ['-newkey', 'ed25519', '-nodes', '-keyout', path('key'), '-subj', '/C=DE/O=Example Rail/CN=Issuing CA'];
    openssl([
      'req',
      '-x509',
      ...key,
      '-config',
      path('config'),
      '-addext',
      'subjectKeyIdentifier=hash',
      '-out',
      path('ca'),
    ]);
    const ca = ['-config', path('config'), '-keyfile', path('key'), '-cert', path('ca')];
    const [der = new Uint8Array()] = parsePem(openssl(['ca', '-gencrl', ...ca, ...args]).toString());
    return der;
  });
}

const row = (serial: string, reason: string): string =>
  `R\t301231235959Z\t260102030405Z${reason}\t${serial}\tunknown\t/CN=x\n`;

describe.skipIf(withoutOpenssl)('parseCertificateList', () => {
  it('reads what openssl ca -gencrl writes', async () => {
    const index =
      row('01', '') +
      row('80FF', ',keyCompromise') +
      row('0A0B0C0D0E0F10111213', ',certificateHold') +
      row('7F', ',CACompromise');
    const der = await gencrl(index);
    const list = parseCertificateList(der);
    expect(list.entries.map(({ serialNumber, reason }) => [toHex(serialNumber), reason])).toEqual([
      ['01', undefined],
      ['7f', 'cACompromise'],
      ['0080ff', 'keyCompromise'],
      ['0a0b0c0d0e0f10111213', 'certificateHold'],
    ]);
    expect(list.entries[0]?.revocationDate).toEqual(new Date('2026-01-02T03:04:05Z'));
    expect(list.version).toBe(2);
    expect(crlNumber(list)).toBe(0x1267n);
    expect(deltaCrlIndicator(list)).toBeUndefined();
    expect(issuingDistributionPoint(list)).toBeUndefined();
    expect(authorityKeyIdentifier(list)?.keyIdentifier).toHaveLength(20);
    const fact = (option: string) =>
      openssl(['crl', '-inform', 'DER', '-noout', option], der).toString().trim().replace(/^\w+=/, '');
    expect(formatName(list.issuer)).toBe('CN=Issuing CA,O=Example Rail,C=DE');
    expect(list.thisUpdate).toEqual(new Date(fact('-lastupdate')));
    expect(list.nextUpdate).toEqual(new Date(fact('-nextupdate')));
  });

  it('reads a list without entries', async () => {
    expect(parseCertificateList(await gencrl(''))).toMatchObject({ entries: [], version: 2 });
  });

  it('reads which certificates a list is about', async () => {
    const der = await gencrl(
      '',
      'issuingDistributionPoint=critical,@idp\n[idp]\nfullname=URI:http://example.com/a.crl\nonlyuser=TRUE\n' +
        'onlysomereasons=keyCompromise\nindirectCRL=TRUE',
    );
    expect(issuingDistributionPoint(parseCertificateList(der))).toEqual({
      distributionPoint: {
        type: 'fullName',
        value: [{ type: 'uniformResourceIdentifier', value: 'http://example.com/a.crl' }],
      },
      onlyContainsUserCerts: true,
      onlyContainsCACerts: false,
      onlySomeReasons: true,
      indirectCRL: true,
      onlyContainsAttributeCerts: false,
    });
  });

  it('reads that a list is a delta', async () => {
    expect(deltaCrlIndicator(parseCertificateList(await gencrl('', '2.5.29.27=critical,DER:020107')))).toBe(7n);
  });
});

describe.skipIf(withoutOpenssl)('createCertificateList', () => {
  it.each(KEY_TYPES)('makes with a key of %s a list that openssl verifies', async (keyType) => {
    const ca = await issue(nodeCrypto, 'CN=Issuing CA', undefined, { ca: true, keyType });
    const der = await create({ issuer: ca.certificate.subject, signer: ca.key.signer });
    await inFolder((path) => {
      writeFileSync(path('ca'), encodePem('CERTIFICATE', ca.certificate.der));
      const said = openssl(['crl', '-inform', 'DER', '-noout', '-CAfile', path('ca'), '-crlnumber'], der).toString();
      expect(said).toBe('crlNumber=0x1267\n');
    });
  });

  it('lists certificates with their reasons as openssl prints them', async () => {
    // as: the keys are the reasons
    const reasons = Object.keys(REVOCATION_REASONS) as RevocationReason[];
    const revoked = reasons.map((reason, index) => ({
      serialNumber: Uint8Array.of(1, index),
      revocationDate: testTime,
      reason,
    }));
    const der = await create({ revoked: [{ serialNumber: Uint8Array.of(9), revocationDate: testTime }, ...revoked] });
    const text = openssl(['crl', '-inform', 'DER', '-noout', '-text'], der).toString();
    const printed = [...text.matchAll(/Serial Number: (\w+)/g)].map(([, serial]) => serial);
    const list = parseCertificateList(der);
    expect(printed).toEqual(list.entries.map(({ serialNumber }) => formatSerialNumber(serialNumber)));
    expect([...text.matchAll(/Reason Code: *\n *(.*)/g)].map(([, reason]) => reason)).toEqual([
      'Key Compromise',
      'CA Compromise',
      'Affiliation Changed',
      'Superseded',
      'Cessation Of Operation',
      'Certificate Hold',
      'Remove From CRL',
      'Privilege Withdrawn',
      'AA Compromise',
    ]);
    expect(text).toContain('Next Update: Jan  2 03:04:05 2050 GMT');
    expect(text).toMatch(/Authority Key Identifier: *\n *01:02/);
  });
});

describe('a certificate list', () => {
  it('is read as it was created', async () => {
    const { publicKey } = await nodeCrypto.generateKeyPair('ed25519');
    const revoked = [{ serialNumber: Uint8Array.of(0, 200), revocationDate: testTime, reason: 'superseded' as const }];
    const scope = createIssuingDistributionPoint({ onlyContainsCACerts: true });
    const authority = await createKeyIdentifier(publicKey, nodeCrypto);
    const list = parseCertificateList(
      await create({ revoked, authorityKeyIdentifier: authority, extensions: [scope] }),
    );
    expect(list).toMatchObject({ issuer, thisUpdate: testTime, entries: revoked });
    expect(authorityKeyIdentifier(list)).toEqual({ keyIdentifier: authority });
    expect(issuingDistributionPoint(list)).toMatchObject({ onlyContainsCACerts: true, onlyContainsUserCerts: false });
  });

  it('may have far more entries than any list in a message has elements', async () => {
    const revoked = Array.from({ length: 20_000 }, (_, index) => ({
      serialNumber: Uint8Array.of(1, index >> 8, index & 255),
      revocationDate: testTime,
      reason: 'keyCompromise' as const,
    }));
    expect(parseCertificateList(await create({ revoked })).entries).toHaveLength(20_000);
  });

  it('is refused when it is malformed, in two minds about its algorithm, or has an extension twice', async () => {
    const der = await create();
    const twice = createIssuingDistributionPoint({});
    const other = Uint8Array.from(der);
    const inner = toHex(der).lastIndexOf('06082a8648ce3d040302') / 2;
    other[inner + 9] = 3;
    const refused = [
      new Uint8Array(),
      der.subarray(1),
      concat(der, der),
      other,
      await create({ extensions: [twice, twice] }),
    ];
    for (const wrong of refused) {
      expect(() => parseCertificateList(wrong)).toThrow(expect.objectContaining({ code: 'malformed-structure' }));
    }
  });
});
