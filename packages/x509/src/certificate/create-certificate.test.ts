import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { askOpenssl, inFolder, openssl, withoutOpenssl } from '../../test/openssl.ts';
import { createBasicConstraints } from '../extensions/basic-constraints.ts';
import { createCrlDistributionPoints } from '../extensions/crl-distribution-points.ts';
import { createExtendedKeyUsage, KEY_PURPOSES } from '../extensions/extended-key-usage.ts';
import {
  createAuthorityKeyIdentifier,
  createKeyIdentifier,
  createSubjectKeyIdentifier,
} from '../extensions/key-identifiers.ts';
import { createKeyUsage } from '../extensions/key-usage.ts';
import { createNameConstraints } from '../extensions/name-constraints.ts';
import { createSubjectAltName } from '../extensions/subject-alt-names.ts';
import { parseGeneralName } from '../general-names/parse-general-name.ts';
import { KEY_TYPES } from '../keys/key-type.ts';
import type { Signer } from '../keys/signer.ts';
import { encodeName } from '../names/encode-name.ts';
import { parseName } from '../names/parse-name.ts';
import { createSigner, nodeCrypto } from '../node/index.ts';
import { encodePem } from '../pem.ts';
import type { Extension } from '../structures/extension.ts';
import { createCertificate, createSerialNumber } from './create-certificate.ts';
import { parseCertificate } from './parse-certificate.ts';

const day = 86_400_000;
const name = (text: string) => encodeName(parseName(text));

interface Wish {
  readonly subject?: string;
  readonly key: Signer;
  readonly issuer?: string;
  readonly signer?: Signer;
  readonly extensions?: readonly Extension[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

async function make({ subject = 'CN=Root', key, issuer = subject, signer = key, ...wish }: Wish): Promise<Uint8Array> {
  return createCertificate({
    serialNumber: createSerialNumber(nodeCrypto),
    issuer: name(issuer),
    subject: name(subject),
    notBefore: wish.notBefore ?? new Date(Date.now() - day),
    notAfter: wish.notAfter ?? new Date(Date.now() + day),
    subjectPublicKeyInfo: key.publicKey,
    extensions: wish.extensions ?? [],
    signer,
  });
}

describe.skipIf(withoutOpenssl)('a certificate made here', () => {
  it.each(KEY_TYPES)(
    'with a CA key of %s is accepted by openssl verify',
    async (keyType) => {
      const ca = (await nodeCrypto.generateKeyPair(keyType)).signer;
      const device = (await nodeCrypto.generateKeyPair('ec-p256')).signer;
      const id = await createKeyIdentifier(ca.publicKey, nodeCrypto);
      const root = await make({
        key: ca,
        extensions: [
          createBasicConstraints({ cA: true, pathLenConstraint: 0 }),
          createKeyUsage(['keyCertSign', 'cRLSign']),
          createSubjectKeyIdentifier(id),
          createNameConstraints({ permitted: [{ type: 'dNSName', value: 'example.com' }] }),
        ],
      });
      const leaf = await make({
        subject: 'CN=ap-7,O=Zürich',
        key: device,
        issuer: 'CN=Root',
        signer: ca,
        extensions: [
          createAuthorityKeyIdentifier(id),
          createBasicConstraints({ cA: false }),
          createKeyUsage(['digitalSignature']),
          createExtendedKeyUsage([KEY_PURPOSES.clientAuth]),
          createSubjectAltName([parseGeneralName('fqdn', 'ap-7.example.com')]),
          createCrlDistributionPoints(['http://example.com/a.crl']),
        ],
      });
      const said = await inFolder((path) => {
        writeFileSync(path('root.pem'), encodePem('CERTIFICATE', root));
        const args = ['verify', '-x509_strict', '-check_ss_sig', '-purpose', 'sslclient', '-CAfile', path('root.pem')];
        return askOpenssl(args, encodePem('CERTIFICATE', leaf));
      });
      expect(said).toEqual({ ok: true, said: 'stdin: OK\n' });
    },
    30_000,
  );

  it.each(['rsa-2048', 'ec-p256'] as const)(
    'with every hash that %s has is accepted by openssl verify',
    async (keyType) => {
      const { privateKey } = await nodeCrypto.generateKeyPair(keyType);
      const sha2 = ['sha224', 'sha256', 'sha384', 'sha512'] as const;
      // openssl verify knows no certificates signed by ECDSA with SHA-3.
      const hashes = keyType === 'ec-p256' ? sha2 : ([...sha2, 'sha3-256', 'sha3-384', 'sha3-512'] as const);
      for (const pss of keyType === 'rsa-2048' ? [false, true] : [false]) {
        for (const hash of hashes) {
          const root = await make({
            key: createSigner(privateKey, { hash, pss }),
            extensions: [createBasicConstraints({ cA: true })],
          });
          const said = await inFolder((path) => {
            writeFileSync(path('root.pem'), encodePem('CERTIFICATE', root));
            return askOpenssl(['verify', '-check_ss_sig', '-CAfile', path('root.pem'), path('root.pem')]).said;
          });
          // The security level of the machine may hold SHA-224 too weak; a wrong signature says something else.
          expect(said).toMatch(hash === 'sha224' ? /OK|too weak/ : /OK/);
        }
      }
    },
  );

  it('shows openssl the subject alternative names that were typed', async () => {
    const { signer } = await nodeCrypto.generateKeyPair('ed25519');
    const der = await make({
      key: signer,
      extensions: [
        createSubjectAltName([
          parseGeneralName('ip-address', '192.0.2.10'),
          parseGeneralName('ip-address', '2001:db8::1'),
          parseGeneralName('distinguished-name', 'CN=ap-7,O=Example'),
          parseGeneralName('email', 'ap-7@example.com'),
          parseGeneralName('string', 'ap-7@example'),
          parseGeneralName('fqdn', 'ap-7.example.com'),
        ]),
      ],
    });
    const printed = openssl(['x509', '-inform', 'DER', '-noout', '-ext', 'subjectAltName'], der).toString();
    // Releases of openssl differ in how they print a directoryName.
    expect(printed).toMatch(/IP Address:192.0.2.10, IP Address:2001:DB8:0:0:0:0:0:1, DirName:.*O ?= ?Example/);
    expect(printed).toContain('email:ap-7@example.com, othername: UPN::ap-7@example, DNS:ap-7.example.com');
  });
});

describe('createCertificate', () => {
  it('writes times through 2049 as UTCTime and later ones as GeneralizedTime, in whole seconds', async () => {
    const { signer } = await nodeCrypto.generateKeyPair('ed25519');
    const notBefore = new Date('2049-12-31T23:59:59.900Z');
    const notAfter = new Date('2050-01-01T00:00:00Z');
    const der = await make({ key: signer, notBefore, notAfter });
    expect(Buffer.from(der).toString('latin1')).toContain('\x17\x0d491231235959Z\x18\x0f20500101000000Z');
    expect(parseCertificate(der)).toMatchObject({ notBefore: new Date('2049-12-31T23:59:59Z'), notAfter });
  });

  it('leaves the extensions out when there are none', async () => {
    const { signer } = await nodeCrypto.generateKeyPair('ed25519');
    expect(parseCertificate(await make({ key: signer })).extensions).toEqual([]);
  });
});

describe('createSerialNumber', () => {
  it.each([0x00, 0x7f, 0x80, 0xff])('is positive and minimal when the first random octet is %i', (octet) => {
    const serialNumber = createSerialNumber({ randomBytes: (length) => new Uint8Array(length).fill(octet) });
    expect(serialNumber).toHaveLength(20);
    expect(serialNumber[0]).toBeGreaterThan(0);
    expect(serialNumber[0]).toBeLessThan(0x80);
  });
});
