import { decode, encode, toHex } from '@crypto-cmp/der';
import { PrivateKeyInfo } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { expect, it } from 'vitest';

import { header } from '../../testdata/example-values.ts';
import { sealEnvelope, type SealingTarget } from '../enveloped-data/seal-envelope.ts';
import { signKeyPackage } from '../key-generation/sign-key-package.ts';
import { ID_SIGNED_DATA } from '../messages/cms/content-info.ts';
import { SignedData } from '../messages/cms/signed-data.ts';
import { PKIBody } from '../messages/pki-body.ts';
import { PKIHeader } from '../messages/pki-header.ts';
import { PKIMessage } from '../messages/pki-message.ts';
import { createTestCa } from '../testing/test-ca.ts';
import { inspectMessage } from './inspect-message.ts';
import type { InspectNode } from './inspect-node.ts';

const rid = { type: 'subjectKeyIdentifier', value: Uint8Array.of(1, 2, 3) } as const;

it.each([
  ['rsa', 'encrypted by key transport', 'RSAES-OAEP · SHA-256'],
  ['ec', 'encrypted by key agreement', 'dhSinglePass-stdDH-sha256kdf · AES-256-wrap'],
  ['password', 'encrypted by password', 'AES-256-wrap'],
  ['kem', 'encrypted by another technique, such as a KEM', 'AES-256-wrap'],
])('a private key that the CA has made for %s is shown as it came, and nothing of what is in it', async (...row) => {
  const [type, technique, wrap] = row;
  const { publicKey, privateKey, bytes } = await answerFor(type);
  const nodes = flatten(inspectMessage(bytes));
  expect(nodes.find(({ label }) => label === 'privateKey')).toMatchObject({ summary: technique });
  expect(nodes.find(({ label }) => label === 'encryptedContentInfo')?.summary).toBe('signedData · AES-256-CBC');
  const summaries = nodes.map(({ summary }) => summary);
  expect(summaries).toContain(wrap);
  expect(nodes.every(({ problem }) => problem === undefined)).toBe(true);
  const shown = JSON.stringify(nodes);
  // Not even who made it: that is inside too.
  expect(shown).not.toContain('aKeyPackage');
  for (const secret of [privateKey.slice(-32), publicKey.slice(-32)]) expect(shown).not.toContain(toHex(secret));
});

async function answerFor(type: string) {
  const ca = await createTestCa(nodeCrypto, new Date());
  const { privateKey, publicKey } = await nodeCrypto.generateKeyPair('ed25519');
  const { certificate, signer } = ca.issuing;
  const signed = await signKeyPackage(
    [decode(PrivateKeyInfo, privateKey)],
    { certificate, signer, chain: [] },
    nodeCrypto,
  );
  const content = encode(SignedData, signed);
  const envelope = await sealEnvelope({ contentType: ID_SIGNED_DATA, content }, await targetOf(type), nodeCrypto);
  const value = { type: 'envelopedData', value: envelope } as const;
  const certifiedKeyPair = {
    certOrEncCert: { type: 'certificate', value: certificate.der },
    privateKey: value,
  } as const;
  const response = [{ certReqId: 0, status: { status: 0 }, certifiedKeyPair }];
  const body: PKIBody = { type: 'ip', value: { response } };
  const bytes = encode(PKIMessage, {
    header: { der: encode(PKIHeader, header), value: header },
    body: { der: encode(PKIBody, body), value: body },
  });
  return { privateKey, publicKey, bytes };
}

async function targetOf(type: string): Promise<SealingTarget> {
  switch (type) {
    case 'rsa':
      return { kind: 'keyTransport', publicKey: (await nodeCrypto.generateKeyPair('rsa-2048')).publicKey, rid };
    case 'ec':
      return { kind: 'keyAgreement', publicKey: (await nodeCrypto.generateKeyPair('ec-p256')).publicKey, rid };
    case 'kem':
      return { kind: 'kem', publicKey: (await nodeCrypto.generateKemKeyPair('ml-kem-768')).publicKey, rid };
    default:
      return { kind: 'password', secret: Uint8Array.of(1, 2, 3), iterations: 1000 };
  }
}

function flatten(node: InspectNode): InspectNode[] {
  return [node, ...node.children.flatMap(flatten)];
}
