import type { EncryptedKey, EnvelopedData, FailureCode, SealingTarget, SignedData } from '@crypto-cmp/cmp';
import { KEY_PURPOSES } from '@crypto-cmp/x509';

import type { Exchange } from '../answering/answer.ts';
import { toOneAsymmetricKey } from '../answering/grant-certificate.ts';
import type { CaCredential } from '../authority/authority.ts';
import { certifyAuthority } from '../authority/key-authority.ts';
import { changeResponse } from './change-response.ts';
import type { FaultPoints, KeyFault } from './fault.ts';
import { forger } from './forge.ts';

/** The certificate is right, and what comes encrypted with it, or in its place, must not be taken. */
export const ALL_KEY_FAULTS = {
  'private-key-missing': aboutKey('the CA was to make the key, and sends none', 'private-key-missing', {
    draft: (draft) =>
      changeResponse(draft, ({ certifiedKeyPair, ...it }) => {
        if (certifiedKeyPair === undefined) return it;
        const { privateKey: _, ...pair } = certifiedKeyPair;
        return { ...it, certifiedKeyPair: pair };
      }),
  }),
  'private-key-encrypted-value': aboutKey(
    'the private key comes in an EncryptedValue that has nothing but a value',
    'encrypted-value-refused',
    changeKey(() => ENCRYPTED_VALUE),
  ),
  'private-key-to-another': aboutKey(
    'the private key is encrypted to somebody else, in our name',
    'envelope-not-opened',
    { encryption: toAnother },
  ),
  'private-key-recipients-two': aboutKey(
    'the private key is encrypted to two recipients',
    'envelope-not-for-us',
    changeKeyEnvelope((it) => ({ ...it, recipientInfos: [...it.recipientInfos, ...it.recipientInfos] })),
  ),
  'private-key-tampered': aboutKey(
    'the encrypted private key was changed on its way through the CA',
    'envelope-not-opened',
    changeKeyEnvelope(tamper),
  ),
  'private-key-cipher-unknown': aboutKey(
    'the private key is encrypted by an algorithm that nobody knows',
    'envelope-not-supported',
    changeKeyEnvelope(({ encryptedContentInfo, ...it }) => ({
      ...it,
      encryptedContentInfo: { ...encryptedContentInfo, contentEncryptionAlgorithm: { algorithm: '1.2.3.4' } },
    })),
  ),
  'private-key-pkcs1': {
    ...aboutKey('the private key is encrypted by RSAES-PKCS1-v1_5', 'envelope-refused', {
      encryption: (target) => (target.kind === 'keyTransport' ? { ...target, scheme: { kind: 'rsa-pkcs1' } } : target),
    }),
    under: 'signature',
  },
  'private-key-iterations-many': {
    ...aboutKey('the password derivation would take for ever', 'envelope-refused', {
      encryption: (target) => (target.kind === 'password' ? { ...target, iterations: 100_001 } : target),
    }),
    under: 'mac',
  },
  'private-key-salt-of-mac': {
    ...aboutKey('the wrapping key is derived with the salt of the MAC', 'envelope-refused', {
      encryption: (target, { requester }) =>
        target.kind === 'password' && requester.kind === 'mac' ? { ...target, salt: requester.scheme.salt } : target,
    }),
    under: 'mac',
  },
  'key-authority-unknown': aboutKey(
    'the private key is signed under another root',
    'key-authority-not-trusted',
    authority(async (exchange) => {
      const root = await forger(exchange).root();
      return { issuer: root, purposes: [KEY_PURPOSES.cmKGA], chain: [root.certificate.der] };
    }),
  ),
  'key-authority-not-marked': aboutKey(
    'the private key is signed by a certificate of the CA that is not for that',
    'key-authority-not-trusted',
    authority(
      ({
        lab: {
          authority: { issuing },
        },
      }) => ({
        issuer: issuing,
        purposes: [KEY_PURPOSES.clientAuth, KEY_PURPOSES.cmcRA],
        chain: [issuing.certificate.der],
      }),
    ),
  ),
  'key-authority-signature-wrong': aboutKey(
    'the signature over the private key is another one',
    'key-authority-not-trusted',
    changeSigner((it) => ({ ...it, signature: it.signature.map((octet, at) => (at === 9 ? octet ^ 1 : octet)) })),
  ),
  'key-authority-attributes-missing': aboutKey(
    'the signature over the private key has no signedAttrs',
    'key-authority-not-trusted',
    changeSigner(({ signedAttrs: _, ...it }) => it),
  ),
  'key-authority-signatures-two': aboutKey('the private key is signed twice', 'key-authority-not-trusted', {
    signedKeys: (it) => ({ ...it, signerInfos: [...it.signerInfos, ...it.signerInfos] }),
  }),
  'private-key-differs': aboutKey('the private key belongs to another certificate', 'private-key-differs', {
    keyDelivery: async (delivery, exchange) => {
      const { privateKey, publicKey } = await forger(exchange).keyPair();
      const [honest] = delivery.keys;
      const other = toOneAsymmetricKey({ privateKey, publicKey });
      // What it says of its public key is what the certificate has.
      return { ...delivery, keys: [{ ...other, ...(honest?.publicKey && { publicKey: honest.publicKey }) }] };
    },
  }),
  'private-key-public-differs': aboutKey('another public key stands beside the private one', 'private-key-differs', {
    keyDelivery: async (delivery, exchange) => {
      const { publicKey } = toOneAsymmetricKey(await forger(exchange).keyPair());
      return { ...delivery, keys: delivery.keys.map((key) => ({ ...key, ...(publicKey && { publicKey }) })) };
    },
  }),
  'private-keys-two': aboutKey('there are two private keys for one certificate', 'private-key-differs', {
    keyDelivery: (delivery) => ({ ...delivery, keys: [...delivery.keys, ...delivery.keys] }),
  }),
  'encrypted-certificate-value': aboutCertificate(
    'the certificate comes in an EncryptedValue that has nothing but a value',
    'encrypted-value-refused',
    changeCertificate(() => ENCRYPTED_VALUE),
  ),
  'encrypted-certificate-to-another': aboutCertificate(
    'the certificate is encrypted to another key',
    'envelope-not-opened',
    { encryption: toAnother },
  ),
  'encrypted-certificate-tampered': aboutCertificate(
    'the encrypted certificate was changed on its way through the CA',
    'envelope-not-opened',
    changeCertificateEnvelope(tamper),
  ),
  'encrypted-certificate-recipients-two': aboutCertificate(
    'the certificate is encrypted to two recipients',
    'envelope-not-for-us',
    changeCertificateEnvelope((it) => ({ ...it, recipientInfos: [...it.recipientInfos, ...it.recipientInfos] })),
  ),
  'encrypted-certificate-cipher-unknown': aboutCertificate(
    'the certificate is encrypted by an algorithm that nobody knows',
    'envelope-not-supported',
    changeCertificateEnvelope(({ encryptedContentInfo, ...it }) => ({
      ...it,
      encryptedContentInfo: { ...encryptedContentInfo, contentEncryptionAlgorithm: { algorithm: '1.2.3.4' } },
    })),
  ),
} as const satisfies Record<string, KeyFault>;

function aboutKey(description: string, provokes: FailureCode, points: Points): KeyFault {
  return { description, provokes, under: 'any', wants: 'central-key', on: ['ir', 'cr', 'kur'], ...points };
}

function aboutCertificate(description: string, provokes: FailureCode, points: Points): KeyFault {
  return { ...aboutKey(description, provokes, points), wants: 'encrypted-certificate' };
}

type Points = Partial<FaultPoints>;

/** A key of the same kind, and all that names it as before. */
async function toAnother(target: SealingTarget, exchange: Exchange): Promise<SealingTarget> {
  const { crypto } = exchange.lab;
  switch (target.kind) {
    case 'password':
      return { ...target, secret: crypto.randomBytes(16) };
    case 'keyTransport':
      return { ...target, publicKey: (await crypto.generateKeyPair('rsa-2048')).publicKey };
    case 'keyAgreement':
      return { ...target, publicKey: (await crypto.agreeEphemerally(target.publicKey)).publicKey };
    case 'kem':
      return { ...target, publicKey: (await crypto.generateKemKeyPair('ml-kem-768')).publicKey };
  }
}

interface Signing {
  readonly issuer: CaCredential;
  readonly purposes: readonly string[];
  readonly chain: readonly Uint8Array[];
}

function authority(choose: (exchange: Exchange) => Signing | Promise<Signing>): Points {
  return {
    keyDelivery: async (delivery, exchange) => {
      const { chain, ...wish } = await choose(exchange);
      const { crypto, clock } = exchange.lab;
      const key = await crypto.generateKeyPair('ec-p256');
      const credential = await certifyAuthority({ ...wish, key, now: clock() }, crypto);
      return { ...delivery, authority: { ...credential, chain } };
    },
  };
}

type SignerInfo = SignedData['signerInfos'][number];

function changeSigner(change: (signer: SignerInfo) => SignerInfo): Points {
  return { signedKeys: (it) => ({ ...it, signerInfos: it.signerInfos.map(change) }) };
}

function changeKey(change: (key: EncryptedKey) => EncryptedKey): Points {
  return {
    draft: (draft) =>
      changeResponse(draft, ({ certifiedKeyPair: pair, ...it }) => {
        if (pair?.privateKey === undefined) return { ...it, ...(pair && { certifiedKeyPair: pair }) };
        return { ...it, certifiedKeyPair: { ...pair, privateKey: change(pair.privateKey) } };
      }),
  };
}

function changeCertificate(change: (certificate: EncryptedKey) => EncryptedKey): Points {
  return {
    draft: (draft) =>
      changeResponse(draft, (it) => {
        const granted = it.certifiedKeyPair?.certOrEncCert;
        if (granted?.type !== 'encryptedCert') return it;
        return { ...it, certifiedKeyPair: { certOrEncCert: { type: 'encryptedCert', value: change(granted.value) } } };
      }),
  };
}

function changeKeyEnvelope(change: (envelope: EnvelopedData) => EnvelopedData): Points {
  return changeKey(enveloped(change));
}

function changeCertificateEnvelope(change: (envelope: EnvelopedData) => EnvelopedData): Points {
  return changeCertificate(enveloped(change));
}

function enveloped(change: (envelope: EnvelopedData) => EnvelopedData): (key: EncryptedKey) => EncryptedKey {
  return (key) => (key.type === 'envelopedData' ? { type: key.type, value: change(key.value) } : key);
}

/** Cut short: what is changed elsewhere may well decrypt, to something else. */
function tamper({ encryptedContentInfo, ...it }: EnvelopedData): EnvelopedData {
  const { encryptedContent = new Uint8Array() } = encryptedContentInfo;
  const cut = encryptedContent.slice(0, -1);
  return { ...it, encryptedContentInfo: { ...encryptedContentInfo, encryptedContent: cut } };
}

const ENCRYPTED_VALUE: EncryptedKey = {
  type: 'encryptedValue',
  value: { encValue: { unusedBits: 0, octets: new Uint8Array(32) } },
};
