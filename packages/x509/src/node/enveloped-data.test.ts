import { writeFileSync } from 'node:fs';
import {
  bitStringOctets,
  decode,
  encode,
  explicit,
  implicit,
  type Infer,
  objectIdentifier,
  octetString,
  optional,
  rawValue,
  sequence,
  sequenceOf,
  setOf,
  smallInteger,
} from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';
import { inFolder, openssl, withoutOpenssl } from '../../test/openssl.ts';
import {
  AlgorithmIdentifier,
  encodePem,
  type HashName,
  type KeyType,
  SubjectPublicKeyInfo,
  toKeyTransportScheme,
  x963Kdf,
} from '../index.ts';
import { issue } from '../path/testing/issue.ts';
import { createKeyAgreementRecipient } from './key-agreement.ts';
import { createKeyTransportRecipient } from './key-transport.ts';
import { nodeCrypto } from './node-crypto.ts';

const content = new TextEncoder().encode('a private key that was made by the CA');

// As much of RFC 5652, section 6.1, as `openssl cms -encrypt` writes for one recipient.
const enveloped = <T>(recipientInfo: Parameters<typeof setOf<T>>[0]) =>
  sequence({
    contentType: objectIdentifier,
    content: explicit(
      0,
      sequence({
        version: smallInteger,
        recipientInfos: setOf(recipientInfo),
        encryptedContentInfo: sequence({
          contentType: objectIdentifier,
          algorithm: AlgorithmIdentifier,
          encryptedContent: implicit(0, octetString),
        }),
      }),
    ),
  });
const keyTransport = sequence({
  version: smallInteger,
  rid: rawValue,
  algorithm: AlgorithmIdentifier,
  encryptedKey: octetString,
});
const keyAgreement = implicit(
  1,
  sequence({
    version: smallInteger,
    originator: explicit(0, implicit(1, sequence({ algorithm: AlgorithmIdentifier, publicKey: bitStringOctets }))),
    ukm: optional(explicit(1, octetString)),
    algorithm: AlgorithmIdentifier,
    keys: sequenceOf(sequence({ rid: rawValue, encryptedKey: octetString })),
  }),
);
// RFC 5753, section 7.2
const sharedInfo = sequence({ keyInfo: AlgorithmIdentifier, suppPubInfo: explicit(2, octetString) });

type Enveloped = Infer<ReturnType<typeof enveloped<unknown>>>['content'];

async function decryptContent({ encryptedContentInfo }: Enveloped, key: Uint8Array): Promise<Uint8Array> {
  const iv = decode(octetString, encryptedContentInfo.algorithm.parameters ?? new Uint8Array());
  return nodeCrypto.decryptAesCbc(key, iv, encryptedContentInfo.encryptedContent);
}

/** What `openssl cms -encrypt` makes for the holder of a key. */
async function cms(keyType: KeyType, bits: number, options: readonly string[]) {
  const { certificate, key } = await issue(nodeCrypto, 'CN=ap-7', undefined, { keyType });
  const der = await inFolder((path) => {
    writeFileSync(path('certificate'), encodePem('CERTIFICATE', certificate.der));
    const recipient = ['-recip', path('certificate'), ...options.flatMap((option) => ['-keyopt', option])];
    return openssl(['cms', '-encrypt', '-binary', '-outform', 'DER', `-aes-${bits}-cbc`, ...recipient], content);
  });
  return { der, privateKey: key.privateKey, publicKey: key.publicKey };
}

describe.skipIf(withoutOpenssl)('content that openssl cms encrypted', () => {
  const transports: [bits: number, options: string[]][] = [
    [128, []],
    [256, ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha256']],
    [192, ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha1']],
    [256, ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha512']],
  ];
  it.each(transports)('with AES-%d is decrypted by key transport (%j)', async (bits, options) => {
    const { der, privateKey } = await cms('rsa-2048', bits, options);
    const { content: data } = decode(enveloped(keyTransport), der);
    const [info] = data.recipientInfos;
    if (info === undefined) throw new TypeError('no recipient');
    const scheme = toKeyTransportScheme(info.algorithm);
    const key = await createKeyTransportRecipient(privateKey).decryptKey(scheme, info.encryptedKey, bits / 8);
    expect(await decryptContent(data, key)).toEqual(content);
  });

  const agreements: [keyType: KeyType, bits: number, kdf: string, scheme: string, hash: HashName][] = [
    ['ec-p256', 128, 'sha256', '1.3.132.1.11.1', 'sha256'],
    ['ec-p384', 192, 'sha384', '1.3.132.1.11.2', 'sha384'],
    ['ec-p521', 256, 'sha512', '1.3.132.1.11.3', 'sha512'],
    ['ec-p256', 256, 'sha1', '1.3.133.16.840.63.0.2', 'sha1'],
  ];
  it.each(agreements)('for a key of %s with AES-%d is decrypted by key agreement (%s)', async (...row) => {
    const [keyType, bits, kdf, scheme, hash] = row;
    const { der, privateKey, publicKey } = await cms(keyType, bits, [`ecdh_kdf_md:${kdf}`]);
    const { content: data } = decode(enveloped(keyAgreement), der);
    const [info] = data.recipientInfos;
    expect(info?.algorithm.algorithm).toBe(scheme);
    const keyInfo = decode(AlgorithmIdentifier, info?.algorithm.parameters ?? new Uint8Array());
    // The originator's curve is that of the recipient.
    const { algorithm } = decode(SubjectPublicKeyInfo, publicKey);
    const subjectPublicKey = info?.originator.publicKey ?? new Uint8Array();
    const otherKey = encode(SubjectPublicKeyInfo, { algorithm, subjectPublicKey });
    const sharedSecret = await createKeyAgreementRecipient(privateKey).agree(otherKey);
    const info_ = encode(sharedInfo, { keyInfo, suppPubInfo: Uint8Array.of(0, 0, bits >> 8, bits & 0xff) });
    const wrappingKey = await x963Kdf({ hash, sharedSecret, sharedInfo: info_, length: bits / 8 }, nodeCrypto);
    const key = await nodeCrypto.unwrapKey(wrappingKey, info?.keys[0]?.encryptedKey ?? new Uint8Array());
    expect(await decryptContent(data, key)).toEqual(content);
  });
});
