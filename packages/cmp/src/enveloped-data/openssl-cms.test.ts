import { decode, encode } from '@crypto-cmp/der';
import { encodePem, type KeyType, parseCertificate, PrivateKeyInfo } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { openssl, withoutOpenssl } from '../../test/openssl.ts';
import { verifyKeyAuthority } from '../key-generation/verify-key-authority.ts';
import { signKeyPackage } from '../key-generation/sign-key-package.ts';
import { AsymmetricKeyPackage } from '../messages/cms/asymmetric-key-package.ts';
import { ContentInfo, ID_DATA, ID_ENVELOPED_DATA, ID_SIGNED_DATA } from '../messages/cms/content-info.ts';
import { ID_CT_KP_A_KEY_PACKAGE } from '../messages/cms/encapsulated-content-info.ts';
import { EnvelopedData } from '../messages/cms/enveloped-data.ts';
import { SignedData } from '../messages/cms/signed-data.ts';
import { createDecryptionKey } from '../node/create-decryption-key.ts';
import { DEFAULT_MAC_LIMITS } from '../protection/mac-limits.ts';
import { createTestCa, type TestCa } from '../testing/test-ca.ts';
import type { EnvelopeRules } from './envelope-recipient.ts';
import { openEnvelope } from './open-envelope.ts';
import { sealEnvelope } from './seal-envelope.ts';

const content = new TextEncoder().encode('a private key that the CA has made');
const rules: EnvelopeRules = { macLimits: DEFAULT_MAC_LIMITS, certificates: [] };
const secret = 'correct horse battery staple';

describe.skipIf(withoutOpenssl)('CMS between OpenSSL and us', () => {
  let ca: TestCa;
  beforeAll(async () => {
    ca = await createTestCa(nodeCrypto, new Date());
  });

  async function holder(keyType: KeyType) {
    const { certificate, privateKey } = await ca.issueIdentity('CN=ap-7', { keyType });
    const key = createDecryptionKey(privateKey);
    if (key === undefined) throw new TypeError('expected a key that decrypts');
    return { certificate, privateKey, key };
  }

  const rid = (value: Uint8Array) => ({ type: 'subjectKeyIdentifier', value }) as const;

  describe('what we encrypt, openssl cms -decrypt reads', () => {
    const targets = [
      ['rsa-2048', 'keyTransport', 32],
      ['rsa-2048', 'keyTransport', 16],
      ['ec-p256', 'keyAgreement', 32],
      ['ec-p384', 'keyAgreement', 24],
      ['ec-p521', 'keyAgreement', 16],
    ] as const;
    it.each(targets)('for %s by %s with keys of %d octets', async (keyType, kind, keyLength) => {
      const { certificate, privateKey, key } = await holder(keyType);
      // No shortcut: the identifier that OpenSSL looks for is the one in the certificate.
      const [identifier] = certificate.extensions.filter(({ extnID }) => extnID === '2.5.29.14');
      const ski = identifier?.extnValue.slice(2) ?? new Uint8Array();
      const target = { kind, publicKey: key.key.publicKey, rid: rid(ski) } as const;
      const envelope = await sealEnvelope({ contentType: ID_DATA, content }, target, nodeCrypto, keyLength);
      const der = encode(ContentInfo, { contentType: ID_ENVELOPED_DATA, content: encode(EnvelopedData, envelope) });
      const read = openssl(['cms', '-decrypt', '-inform', 'DER', '-recip', 'cert.pem', '-inkey', 'key.pem'], der, {
        'cert.pem': encodePem('CERTIFICATE', certificate.der),
        'key.pem': encodePem('PRIVATE KEY', privateKey),
      });
      expect(read).toEqual(content);
    });
  });

  describe('what openssl cms -encrypt makes, we read', () => {
    const encrypted = async (keyType: KeyType, bits: number, options: readonly string[]) => {
      const { certificate, key } = await holder(keyType);
      const recipient = ['-recip', 'cert.pem', ...options.flatMap((option) => ['-keyopt', option])];
      const args = ['cms', '-encrypt', '-binary', '-outform', 'DER', `-aes-${bits}-cbc`, ...recipient];
      const der = openssl(args, content, { 'cert.pem': encodePem('CERTIFICATE', certificate.der) });
      return { envelope: envelopeIn(der), recipient: { ...key, certificate } };
    };

    it.each([
      ['rsa-2048', 256, ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha256']],
      ['rsa-3072', 128, ['rsa_padding_mode:oaep']],
      ['ec-p256', 128, []],
      ['ec-p256', 256, ['ecdh_kdf_md:sha256']],
      ['ec-p384', 192, ['ecdh_kdf_md:sha384']],
      ['ec-p521', 256, ['ecdh_kdf_md:sha512', 'ecdh_cofactor_mode:1']],
    ] as const)('for %s with AES-%d (%j)', async (keyType, bits, options) => {
      const { envelope, recipient } = await encrypted(keyType, bits, options);
      const opened = await openEnvelope(envelope, recipient, rules, nodeCrypto);
      expect(opened).toEqual({ contentType: ID_DATA, content });
    });

    it('by RSAES-PKCS1-v1_5 only where the policy takes it', async () => {
      const { envelope, recipient } = await encrypted('rsa-2048', 256, []);
      const opening = openEnvelope(envelope, recipient, rules, nodeCrypto);
      await expect(opening).rejects.toMatchObject({ code: 'envelope-refused' });
      const taken = await openEnvelope(envelope, recipient, { ...rules, acceptPkcs1: true }, nodeCrypto);
      expect(taken.content).toEqual(content);
    });

    it.each([128, 192, 256])('for a password with AES-%d, though the wrap is that of RFC 3211', async (bits) => {
      const args = ['cms', '-encrypt', '-binary', '-outform', 'DER', `-aes-${bits}-cbc`, '-pwri_password', secret];
      const envelope = envelopeIn(openssl(args, content));
      const password = (text: string) =>
        ({ kind: 'password', secret: new TextEncoder().encode(text), usedSalts: [] }) as const;
      expect((await openEnvelope(envelope, password(secret), rules, nodeCrypto)).content).toEqual(content);
      const wrong = openEnvelope(envelope, password('another'), rules, nodeCrypto);
      await expect(wrong).rejects.toMatchObject({ code: 'envelope-not-opened' });
    });
  });

  // OpenSSL 3.0 has no Ed25519 in CMS.
  describe.each(['rsa-2048', 'ec-p256', 'ec-p384', 'ec-p521'] as const)('signatures by %s', (keyType) => {
    it('over a key package of ours are valid for openssl cms -verify', async () => {
      const { certificate, signer } = await ca.issueIdentity('CN=KGA', { keyType });
      const made = await nodeCrypto.generateKeyPair('ec-p256');
      const keys = [decode(PrivateKeyInfo, made.privateKey)];
      const chain = [ca.issuing.certificate.der];
      const signedData = await signKeyPackage(keys, { certificate, signer, chain }, nodeCrypto);
      const der = encode(ContentInfo, { contentType: ID_SIGNED_DATA, content: encode(SignedData, signedData) });
      const args = ['cms', '-verify', '-inform', 'DER', '-binary', '-CAfile', 'root.pem', '-purpose', 'any'];
      const read = openssl(args, der, { 'root.pem': encodePem('CERTIFICATE', ca.root.der) });
      expect(read).toEqual(encode(AsymmetricKeyPackage, keys));
    });

    it('that openssl cms -sign makes are valid for us, and are so for no other content', async () => {
      const { certificate, privateKey } = await ca.issueIdentity('CN=KGA', { keyType });
      const args = [
        'cms',
        '-sign',
        '-binary',
        '-nodetach',
        '-outform',
        'DER',
        '-signer',
        'cert.pem',
        '-inkey',
        'key.pem',
      ];
      const files = {
        'cert.pem': encodePem('CERTIFICATE', certificate.der),
        'key.pem': encodePem('PRIVATE KEY', privateKey),
      };
      const der = openssl([...args, '-econtent_type', ID_CT_KP_A_KEY_PACKAGE, '-md', 'sha512'], content, files);
      const signedData = decode(SignedData, decode(ContentInfo, der).content);
      const issuers = [parseCertificate(certificate.der), certificate];
      const all = {
        trustAnchors: [ca.root],
        certificates: [ca.issuing.certificate],
        at: new Date(),
        crypto: nodeCrypto,
      };
      const by = async (one: SignedData) => verifyKeyAuthority(one, { ...all, issuers });
      // Nothing is wrong with the signature; what this signer lacks is the permission.
      expect(await by(signedData)).toEqual({ problem: expect.stringContaining('may not make keys for others') });
      const { eContentType } = signedData.encapContentInfo;
      const other = { ...signedData, encapContentInfo: { eContentType, eContent: content.slice(1) } };
      expect(await by(other)).toEqual({ problem: 'messageDigest is wrong' });
    });
  });
});

function envelopeIn(der: Uint8Array): EnvelopedData {
  return decode(EnvelopedData, decode(ContentInfo, der).content);
}
