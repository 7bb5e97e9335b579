import { encode, fromHex, nullValue } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { askOpenssl, inFolder, openssl, withoutOpenssl } from '../../test/openssl.ts';
import { createKeyUsage } from '../extensions/key-usage.ts';
import { createSubjectAltName, subjectAltNames } from '../extensions/subject-alt-names.ts';
import { describeGeneralName } from '../general-names/describe-general-name.ts';
import { parseGeneralName } from '../general-names/parse-general-name.ts';
import { KEY_TYPES } from '../keys/key-type.ts';
import type { Signer } from '../keys/signer.ts';
import { encodeName } from '../names/encode-name.ts';
import { formatName } from '../names/format-name.ts';
import { parseName } from '../names/parse-name.ts';
import { nodeCrypto } from '../node/index.ts';
import { parsePem } from '../pem.ts';
import { createCertificationRequest, EXTENSION_REQUEST } from './create-certification-request.ts';
import { parseCertificationRequest } from './parse-certification-request.ts';
import { verifyCertificationRequest } from './verify-certification-request.ts';

const subject = encodeName(parseName('CN=ap-7,O=Zürich'));
const extensions = [
  createSubjectAltName([parseGeneralName('fqdn', 'ap-7.example.com')]),
  createKeyUsage(['keyAgreement']),
];

async function ed25519(): Promise<Signer> {
  return (await nodeCrypto.generateKeyPair('ed25519')).signer;
}

describe.skipIf(withoutOpenssl)('a certification request', () => {
  it.each(KEY_TYPES)(
    'made here for %s is verified by openssl',
    async (keyType) => {
      const { signer } = await nodeCrypto.generateKeyPair(keyType);
      const der = await createCertificationRequest({ subject, extensions, signer });
      const { ok, said } = askOpenssl(['req', '-inform', 'DER', '-noout', '-verify', '-text', '-nameopt', 'utf8'], der);
      expect(said).toContain('verify OK');
      expect(ok).toBe(true);
      expect(said).toContain('Subject: O=Zürich, CN=ap-7');
      expect(said).toContain('DNS:ap-7.example.com');
      expect(said).toContain('Key Agreement');
    },
    30_000,
  );

  it('made by openssl is verified here', async () => {
    const pem = await inFolder((path) =>
      openssl(
        ['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', path('key'), '-subj', '/O=Example/CN=ap-7'].concat([
          '-addext',
          'subjectAltName=IP:192.0.2.10',
          '-sigopt',
          'rsa_padding_mode:pss',
        ]),
      ),
    );
    const [der = new Uint8Array()] = parsePem(pem.toString(), 'CERTIFICATE REQUEST');
    const request = await verifyCertificationRequest(der, nodeCrypto);
    expect(formatName(request.subject)).toBe('CN=ap-7,O=Example');
    expect(subjectAltNames(request).map(describeGeneralName)).toEqual([{ kind: 'ip-address', value: '192.0.2.10' }]);
  });
});

describe('createCertificationRequest', () => {
  it('is read back as it was written', async () => {
    const signer = await ed25519();
    const attributes = [{ type: '1.2.840.113549.1.9.7', values: [fromHex('0c0161')] }];
    const request = parseCertificationRequest(
      await createCertificationRequest({ subject, extensions, attributes, signer }),
    );
    expect(request).toMatchObject({ subject, extensions, subjectPublicKeyInfo: signer.publicKey });
    expect(request.attributes).toHaveLength(2);
  });

  it('asks for no extensions unless told to', async () => {
    const request = parseCertificationRequest(await createCertificationRequest({ subject, signer: await ed25519() }));
    expect(request).toMatchObject({ attributes: [], extensions: [] });
  });
});

describe('verifyCertificationRequest refuses', () => {
  it('a request whose signature was made by another key', async () => {
    const [signer, other] = [await ed25519(), await ed25519()];
    const der = await createCertificationRequest({ subject, signer: { ...other, publicKey: signer.publicKey } });
    await expect(verifyCertificationRequest(der, nodeCrypto)).rejects.toMatchObject({ code: 'invalid-signature' });
  });

  it('a request that was altered', async () => {
    const der = await createCertificationRequest({ subject, signer: await ed25519() });
    const at = Buffer.from(der).indexOf('ap-7');
    der[at] = 'b'.charCodeAt(0);
    await expect(verifyCertificationRequest(der, nodeCrypto)).rejects.toMatchObject({ code: 'invalid-signature' });
  });

  it('a request whose signature is of another kind than its key', async () => {
    const { signer } = await nodeCrypto.generateKeyPair('ec-p256');
    const der = await createCertificationRequest({
      subject,
      signer: { ...(await ed25519()), publicKey: signer.publicKey },
    });
    await expect(verifyCertificationRequest(der, nodeCrypto)).rejects.toMatchObject({ code: 'invalid-signature' });
  });

  it.each(['', '3000', '0500'])('the bytes %j', async (hex) => {
    await expect(verifyCertificationRequest(fromHex(hex), nodeCrypto)).rejects.toMatchObject({
      code: 'malformed-structure',
    });
  });

  it('a request that asks for extensions twice, or for something else in their place', async () => {
    const signer = await ed25519();
    const attribute = (...values: Uint8Array[]) => ({ type: EXTENSION_REQUEST, values });
    const nothing = encode(nullValue, null);
    for (const attributes of [[attribute(nothing)], [attribute(fromHex('3000'))]]) {
      const der = await createCertificationRequest({ subject, attributes, signer });
      expect(() => parseCertificationRequest(der)).toThrow(expect.objectContaining({ code: 'malformed-structure' }));
    }
    const twice = await createCertificationRequest({ subject, extensions, attributes: [attribute(nothing)], signer });
    expect(() => parseCertificationRequest(twice)).toThrow(expect.objectContaining({ code: 'malformed-structure' }));
  });
});
