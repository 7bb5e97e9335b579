import { createPublicKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { toHex } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { inFolder, openssl, withoutOpenssl } from '../../test/openssl.ts';
import { basicConstraints } from '../extensions/basic-constraints.ts';
import { crlDistributionPoints } from '../extensions/crl-distribution-points.ts';
import { extendedKeyUsage, KEY_PURPOSES } from '../extensions/extended-key-usage.ts';
import { authorityKeyIdentifier, createKeyIdentifier, subjectKeyIdentifier } from '../extensions/key-identifiers.ts';
import { keyUsage } from '../extensions/key-usage.ts';
import { nameConstraints } from '../extensions/name-constraints.ts';
import { subjectAltNames } from '../extensions/subject-alt-names.ts';
import { describeGeneralName } from '../general-names/describe-general-name.ts';
import { describeKey } from '../keys/describe-key.ts';
import type { KeyType } from '../keys/key-type.ts';
import { describeSignatureAlgorithm } from '../keys/signature-algorithm.ts';
import { formatName } from '../names/format-name.ts';
import { nodeCrypto } from '../node/index.ts';
import { parsePem } from '../pem.ts';
import { certificateFingerprint, formatFingerprint, formatSerialNumber } from './fingerprint.ts';
import { parseCertificate } from './parse-certificate.ts';

const subject = '/C=DE/O=Example Rail/OU=Branch 12/CN=ap-12';

/** The certificate that `openssl req -x509` makes with these arguments. */
async function make(keyArgs: readonly string[], extensions: readonly string[] = []): Promise<Uint8Array> {
  return inFolder((path) => {
    const args = ['req', '-x509', ...keyArgs, '-nodes', '-keyout', path('key'), '-subj', subject, '-days', '30'];
    const [der] = parsePem(openssl([...args, ...extensions.flatMap((one) => ['-addext', one])]).toString());
    return der ?? new Uint8Array();
  });
}

/** A fact that `openssl x509` prints as `name=fact`. */
function fact(der: Uint8Array, ...options: string[]): string {
  const printed = openssl(['x509', '-inform', 'DER', '-noout', ...options], der)
    .toString('utf8')
    .trim();
  return printed.slice(printed.indexOf('=') + 1);
}

describe.skipIf(withoutOpenssl)('a certificate made by openssl', () => {
  const kinds: Record<KeyType, [args: string[], key: string, signature: string, opensslSignature: string]> = {
    'rsa-2048': [['-newkey', 'rsa:2048'], 'RSA 2048', 'RSA with SHA-256', 'sha256WithRSAEncryption'],
    'rsa-3072': [['-newkey', 'rsa:3072', '-sha384'], 'RSA 3072', 'RSA with SHA-384', 'sha384WithRSAEncryption'],
    'rsa-4096': [
      ['-newkey', 'rsa:4096', '-sigopt', 'rsa_padding_mode:pss', '-sha512'],
      'RSA 4096',
      'RSA-PSS with SHA-512',
      'rsassaPss',
    ],
    'ec-p256': [['-newkey', 'ec:P-256'], 'EC P-256', 'ECDSA with SHA-256', 'ecdsa-with-SHA256'],
    'ec-p384': [['-newkey', 'ec:P-384', '-sha384'], 'EC P-384', 'ECDSA with SHA-384', 'ecdsa-with-SHA384'],
    'ec-p521': [['-newkey', 'ec:P-521', '-sha512'], 'EC P-521', 'ECDSA with SHA-512', 'ecdsa-with-SHA512'],
    ed25519: [['-newkey', 'ed25519'], 'Ed25519', 'Ed25519', 'ED25519'],
    ed448: [['-newkey', 'ed448'], 'Ed448', 'Ed448', 'ED448'],
  };
  // openssl 3.0 knows the curves by parameter only.
  const toArgs = (args: string[]) =>
    args.flatMap((arg) => (arg.startsWith('ec:') ? ['ec', '-pkeyopt', `ec_paramgen_curve:${arg.slice(3)}`] : [arg]));

  it.each(Object.entries(kinds))(
    'of %s says what openssl says of it',
    async (keyType, [args, key, signature, opensslSignature]) => {
      const der = await make(toArgs(args));
      const certificate = parseCertificate(der);
      expect(formatName(certificate.subject)).toBe(fact(der, '-subject', '-nameopt', 'rfc2253'));
      expect(certificate.issuer).toEqual(certificate.subject);
      expect(formatSerialNumber(certificate.serialNumber)).toBe(fact(der, '-serial'));
      expect(certificate.notBefore).toEqual(new Date(fact(der, '-startdate')));
      expect(certificate.notAfter).toEqual(new Date(fact(der, '-enddate')));
      const fingerprint = await certificateFingerprint(certificate, nodeCrypto);
      expect(formatFingerprint(fingerprint)).toBe(fact(der, '-fingerprint', '-sha256'));
      const spki = createPublicKey(openssl(['x509', '-inform', 'DER', '-noout', '-pubkey'], der));
      expect(toHex(certificate.subjectPublicKeyInfo)).toBe(
        spki.export({ type: 'spki', format: 'der' }).toString('hex'),
      );
      expect(describeKey(certificate.subjectPublicKeyInfo)).toMatchObject({ label: key, keyType });
      expect(describeSignatureAlgorithm(certificate.signatureAlgorithm)).toBe(signature);
      expect(fact(der, '-text', '-certopt', 'no_extensions')).toContain(`Signature Algorithm: ${opensslSignature}`);
      expect(certificate.version).toBe(3);
      expect(basicConstraints(certificate)).toEqual({ cA: true });
      const id = await createKeyIdentifier(certificate.subjectPublicKeyInfo, nodeCrypto);
      expect(subjectKeyIdentifier(certificate)).toEqual(id);
      expect(authorityKeyIdentifier(certificate)).toEqual({ keyIdentifier: id });
      const { signatureAlgorithm, subjectPublicKeyInfo, tbsDer } = certificate;
      expect(await nodeCrypto.verify(signatureAlgorithm, subjectPublicKeyInfo, tbsDer, certificate.signature)).toBe(
        true,
      );
      const altered = Uint8Array.from(tbsDer);
      altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
      expect(await nodeCrypto.verify(signatureAlgorithm, subjectPublicKeyInfo, altered, certificate.signature)).toBe(
        false,
      );
    },
    30_000,
  );

  it('has its extensions read', async () => {
    const der = await make(
      ['-newkey', 'ed25519'],
      [
        'subjectAltName=DNS:ap-7.example.com,IP:192.0.2.10,IP:2001:db8::1,email:a@example.com,URI:http://example.com/,' +
          'RID:1.2.3,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:ap-7@example,otherName:1.2.3;INTEGER:5',
        'keyUsage=critical,digitalSignature,nonRepudiation,keyAgreement,decipherOnly',
        'extendedKeyUsage=serverAuth,clientAuth,1.2.3.4',
        'crlDistributionPoints=URI:http://example.com/a.crl,URI:http://example.com/b.crl',
        'nameConstraints=critical,permitted;DNS:.example.com,permitted;IP:192.0.2.0/255.255.255.0,excluded;email:x.com',
      ],
    );
    const certificate = parseCertificate(der);
    expect(subjectAltNames(certificate).map(describeGeneralName)).toEqual([
      { kind: 'fqdn', value: 'ap-7.example.com' },
      { kind: 'ip-address', value: '192.0.2.10' },
      { kind: 'ip-address', value: '2001:db8::1' },
      { kind: 'email', value: 'a@example.com' },
      { kind: 'uri', value: 'http://example.com/' },
      { kind: 'registered-id', value: '1.2.3' },
      { kind: 'string', value: 'ap-7@example' },
      { kind: 'other', value: '1.2.3 #020105' },
    ]);
    expect([...(keyUsage(certificate) ?? [])]).toEqual([
      'digitalSignature',
      'contentCommitment',
      'keyAgreement',
      'decipherOnly',
    ]);
    const { serverAuth, clientAuth } = KEY_PURPOSES;
    expect(extendedKeyUsage(certificate)).toEqual(new Set([serverAuth, clientAuth, '1.2.3.4']));
    expect(crlDistributionPoints(certificate)).toEqual(
      ['http://example.com/a.crl', 'http://example.com/b.crl'].map((value) => ({
        distributionPoint: { type: 'fullName', value: [{ type: 'uniformResourceIdentifier', value }] },
      })),
    );
    expect(nameConstraints(certificate)).toEqual({
      permittedSubtrees: [
        { base: { type: 'dNSName', value: '.example.com' }, minimum: 0 },
        { base: { type: 'iPAddress', value: Uint8Array.of(192, 0, 2, 0, 255, 255, 255, 0) }, minimum: 0 },
      ],
      excludedSubtrees: [{ base: { type: 'rfc822Name', value: 'x.com' }, minimum: 0 }],
    });
    expect(certificate.extensions.find(({ extnID }) => extnID === '2.5.29.15')?.critical).toBe(true);
  });

  it('has a directoryName and an authority by issuer and serial number read', async () => {
    const der = await inFolder((path) => {
      writeFileSync(
        path('config'),
        `[req]\ndistinguished_name=dn\nx509_extensions=ext\n[dn]\n[ext]\nsubjectAltName=dirName:other\n` +
          'subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid:always,issuer:always\n[other]\nO=Example\nCN=ap-7\n',
      );
      const args = ['req', '-x509', '-newkey', 'ed25519', '-nodes', '-keyout', path('key'), '-config', path('config')];
      return openssl([...args, '-set_serial', '77', '-subj', subject, '-outform', 'DER']);
    });
    const certificate = parseCertificate(der);
    expect(subjectAltNames(certificate).map(describeGeneralName)).toEqual([
      { kind: 'distinguished-name', value: 'CN=ap-7,O=Example' },
    ]);
    expect(authorityKeyIdentifier(certificate)).toMatchObject({
      authorityCertIssuer: [{ type: 'directoryName', value: certificate.issuer }],
      authorityCertSerialNumber: Uint8Array.of(77),
    });
  });

  it('says nothing of the extensions it does not have', async () => {
    const der = await inFolder((path) => {
      writeFileSync(path('config'), '[req]\ndistinguished_name=dn\n[dn]\n');
      const args = ['req', '-x509', '-newkey', 'ed25519', '-nodes', '-keyout', path('key'), '-config', path('config')];
      return openssl([...args, '-subj', subject, '-outform', 'DER']);
    });
    const certificate = parseCertificate(der);
    expect(certificate).toMatchObject({ version: 1, extensions: [] });
    expect(subjectAltNames(certificate)).toEqual([]);
    expect(crlDistributionPoints(certificate)).toEqual([]);
    const readers = [keyUsage, extendedKeyUsage, basicConstraints, nameConstraints, subjectKeyIdentifier];
    for (const read of [...readers, authorityKeyIdentifier]) expect(read(certificate)).toBeUndefined();
  });
});
