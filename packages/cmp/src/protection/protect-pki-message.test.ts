import { execFileSync } from 'node:child_process';

import { decode, toHex } from '@crypto-cmp/der';
import { createSigner, nodeCrypto } from '@crypto-cmp/x509/node';
import { describe, expect, it } from 'vitest';

import { PKIMessage } from '../messages/pki-message.ts';
import { createTestCa, keyUsageOf } from '../testing/test-ca.ts';
import { name, now, text } from '../testing/test-transaction.ts';
import { computeMac } from './compute-mac.ts';
import { findSigner } from './find-signer.ts';
import { parseMacScheme } from './mac-scheme.ts';
import { type PKIMessageDraft, protectPKIMessage } from './protect-pki-message.ts';
import { protectedPart } from './protected-part.ts';
import type { MacProtector } from './protector.ts';

const draft: PKIMessageDraft = {
  header: {
    pvno: 2,
    sender: { type: 'directoryName', value: name('CN=ap-7') },
    recipient: { type: 'directoryName', value: name('CN=Test CA') },
    senderNonce: new Uint8Array(16),
  },
  body: { type: 'pkiconf', value: null },
};

describe('protectPKIMessage with a MAC', () => {
  const protector: MacProtector = { kind: 'mac', secret: text('secret'), referenceId: text('42') };

  it.each(['passwordBasedMac', 'pbmac1'] as const)(
    'by %s is what computeMac makes of the octets sent',
    async (algorithm) => {
      const parameters = { algorithm, iterations: 500 };
      const message = decode(PKIMessage, await protectPKIMessage(draft, { ...protector, parameters }, nodeCrypto));
      const scheme = parseMacScheme(message.header.value.protectionAlg ?? { algorithm: '' });
      const mac = await computeMac(scheme, protector.secret, protectedPart(message), nodeCrypto);
      expect(message.protection).toEqual(mac);
      expect(message.header.value.senderKID).toEqual(protector.referenceId);
    },
  );

  it('makes 10,000 iterations of SHA-256 and HMAC-SHA-256 with a new salt, when nothing else is said', async () => {
    const schemes = await Promise.all(
      [1, 2].map(async () => schemeOf(await protectPKIMessage(draft, protector, nodeCrypto))),
    );
    expect(schemes[0]).toMatchObject({
      algorithm: 'passwordBasedMac',
      iterations: 10_000,
      hash: 'sha256',
      mac: { kind: 'hmac', hash: 'sha256' },
    });
    expect(schemes[0]?.salt).toHaveLength(16);
    expect(schemes[0]?.salt).not.toEqual(schemes[1]?.salt);
  });

  it('by PBMAC1 is the HMAC that openssl computes with the key that openssl derives', async () => {
    const parameters = { algorithm: 'pbmac1', iterations: 1000 } as const;
    const message = decode(PKIMessage, await protectPKIMessage(draft, { ...protector, parameters }, nodeCrypto));
    const { salt, iterations } = schemeOf(message);
    const kdf = ['kdf', '-keylen', '32', '-kdfopt', 'digest:SHA256', '-kdfopt', 'pass:secret'];
    const key = openssl([
      ...kdf,
      '-kdfopt',
      `hexsalt:${toHex(salt)}`,
      '-kdfopt',
      `iter:${iterations}`,
      '-binary',
      'PBKDF2',
    ]);
    const mac = ['mac', '-digest', 'SHA256', '-macopt', `hexkey:${key.toString('hex')}`, '-binary', 'HMAC'];
    expect(message.protection).toEqual(new Uint8Array(openssl(mac, protectedPart(message))));
  });
});

describe('protectPKIMessage with a signature', () => {
  it.each(['rsa-2048', 'ec-p256', 'ec-p384', 'ec-p521', 'ed25519', 'ed448'] as const)(
    'by %s can be verified',
    async (keyType) => {
      const ca = await createTestCa(nodeCrypto, now);
      const { certificate, signer } = await ca.issueIdentity('CN=ap-7', {
        keyType,
        extensions: [keyUsageOf('digitalSignature')],
      });
      const chain = [ca.issuing.certificate.der];
      const protector = { kind: 'signature', signer, certificate: certificate.der, chain } as const;
      const message = decode(PKIMessage, await protectPKIMessage(draft, protector, nodeCrypto));
      expect(await findSigner(message, [], nodeCrypto)).toMatchObject({ signature: 'verified', certificate });
      expect(message.extraCerts).toEqual([certificate.der, ca.issuing.certificate.der]);
    },
  );

  it('by RSASSA-PSS can be verified', async () => {
    const ca = await createTestCa(nodeCrypto, now);
    const { certificate, privateKey } = await ca.issueIdentity('CN=ap-7', { keyType: 'rsa-2048' });
    const signer = createSigner(privateKey, { pss: true });
    const protector = { kind: 'signature', signer, certificate: certificate.der, chain: [] } as const;
    const message = decode(PKIMessage, await protectPKIMessage(draft, protector, nodeCrypto));
    expect(message.header.value.protectionAlg?.algorithm).toBe('1.2.840.113549.1.1.10');
    expect(await findSigner(message, [], nodeCrypto)).toMatchObject({ signature: 'verified' });
  });
});

function schemeOf(message: PKIMessage | Uint8Array): ReturnType<typeof parseMacScheme> {
  const { header } = message instanceof Uint8Array ? decode(PKIMessage, message) : message;
  return parseMacScheme(header.value.protectionAlg ?? { algorithm: '' });
}

function openssl(args: readonly string[], input?: Uint8Array): Buffer {
  return execFileSync('openssl', args, { input, timeout: 10_000 });
}
