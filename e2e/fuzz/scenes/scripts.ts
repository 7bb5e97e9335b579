import { createDecryptionKey } from '@crypto-cmp/cmp/node';
import type { AnyTransactionRequest, Decryption } from '@crypto-cmp/cmp';
import { FAULTS, FURTHER_FAULTS, type FurtherFaultFacts, KEY_FAULTS } from '@crypto-cmp/lab-ca';
import { createCertificationRequest, createSubjectAltName } from '@crypto-cmp/x509';

import type { Script } from './scene.ts';
import { createSteadyCrypto, ed25519KeyOf, mlKemKey, sha256, x25519Key } from './steady-crypto.ts';
import { createSecret, nameOf, type World } from './world.ts';

/** Every operation under every kind of protection, each as it should go. */
export async function honestScripts(world: World): Promise<readonly Script[]> {
  const { secret, device, renewing, revoking } = world;
  const csr = await createCertificationRequest({
    subject: SUBJECT,
    extensions: [createSubjectAltName(ALT_NAMES)],
    signer: KEY.signer,
  });
  const central = { operation: 'ir', subject: SUBJECT, centralKey: { algorithm: { algorithm: ED25519 } } } as const;
  const viaX25519 = decryptionBy(x25519Key('decryption'));
  const viaKem = decryptionBy(mlKemKey('KEM key of the device'));
  const encrypted = { operation: 'ir', subject: SUBJECT } as const;
  return [
    { name: 'ir', path: '/cmp', request: enroll('ir'), protector: secret },
    { name: 'ir-implicit', path: '/cmp', request: { ...enroll('ir'), implicitConfirm: true }, protector: secret },
    { name: 'ir-pbmac1', path: '/cmp', request: enroll('ir'), protector: createSecret('pbmac1') },
    { name: 'ir-waiting', path: '/cmp/waiting', request: enroll('ir'), protector: secret },
    {
      name: 'ir-signed-answers',
      path: '/cmp/signed-answers',
      request: enroll('ir'),
      protector: secret,
      expectations: { protection: 'any' },
    },
    { name: 'cr', path: '/cmp', request: enroll('cr'), protector: device },
    { name: 'cr-waiting', path: '/cmp/waiting', request: enroll('cr'), protector: device },
    { name: 'kur', path: '/cmp', request: { operation: 'kur', keySigner: KEY.signer }, protector: renewing },
    { name: 'p10cr', path: '/cmp', request: { operation: 'p10cr', csr }, protector: secret },
    { name: 'p10cr-signature', path: '/cmp', request: { operation: 'p10cr', csr }, protector: device },
    ...questions(world),
    { name: 'central', path: '/cmp', request: central, protector: secret, decryption: DECRYPTION },
    keyFor('central-x25519', viaX25519, world),
    keyFor('central-ml-kem', viaKem, world),
    {
      name: 'encrypted-x25519',
      path: '/cmp',
      request: { ...encrypted, encryptionKey: publicKeyOf(viaX25519) },
      protector: secret,
      decryption: viaX25519,
    },
    {
      name: 'encrypted-ml-kem',
      path: '/cmp',
      request: { ...encrypted, encryptionKey: publicKeyOf(viaKem) },
      protector: device,
      decryption: viaKem,
    },
    { name: 'kem', path: '/cmp', request: enroll('ir'), protector: world.kemDevice },
    { name: 'kem-peer', path: '/cmp', request: enroll('cr'), protector: device, kemPeer: world.kemPeer },
    { name: 'kem-both', path: '/cmp', request: enroll('ir'), protector: world.kemDevice, kemPeer: world.kemPeer },
    { name: 'rr', path: '/cmp', request: { operation: 'rr', reason: 'superseded' }, protector: revoking },
  ];
}

/** Whatever the lab CA can do wrong, each once. */
export function faultyScripts(world: World): readonly Script[] {
  return [
    ...Object.entries(FAULTS).map(([name, { under, needs }]) => ({
      name: `faults/${name}`,
      path: `/cmp/faults/${name}`,
      request: enroll(under === 'signature' && needs !== 'kem-key' ? 'cr' : 'ir'),
      protector: needs === 'kem-key' ? world.kemDevice : under === 'signature' ? world.device : world.secret,
      ...(needs === 'kem-peer' && { kemPeer: world.kemPeer }),
      expectations: { ...(needs === 'expected-sender' && { sender: world.issuing.subject }) },
    })),
    ...Object.entries(FURTHER_FAULTS).map(([name, { about, under }]) => ({
      name: `faults/${name}`,
      path: `/cmp/faults/${name}`,
      request: requestAbout(about, world),
      protector: about === 'revocation' || under === 'signature' ? world.device : world.secret,
    })),
    ...Object.entries(KEY_FAULTS).map(([name, { wants, under }]) => ({
      ...keyScript(wants, under, world),
      name: `faults/${name}`,
      path: `/cmp/faults/${name}`,
    })),
  ];
}

/** A question about each thing there is, and one with a root that has a successor. */
function questions(world: World): readonly Script[] {
  const types = ['caCerts', 'rootCaCert', 'certReqTemplate', 'crlStatusList', 'currentCRL', 'none', 'other'] as const;
  return types.map((type) => ({
    name: `genm-${type}`,
    path: type === 'rootCaCert' ? '/cmp/new-root' : '/cmp',
    request: questionAbout(type, world),
    protector: type === 'certReqTemplate' || type === 'currentCRL' ? world.device : world.secret,
  }));
}

function requestAbout(about: FurtherFaultFacts['about'], world: World): AnyTransactionRequest {
  return about === 'revocation' ? { operation: 'rr', reason: 'superseded' } : questionAbout(about, world);
}

function questionAbout(
  type: Extract<AnyTransactionRequest, { operation: 'genm' }>['question']['type'],
  { root, issuing }: World,
): AnyTransactionRequest {
  switch (type) {
    case 'rootCaCert':
      return { operation: 'genm', question: { type, currentRoot: root.der } };
    case 'crlStatusList': {
      const source = { type: 'issuer', value: [{ type: 'directoryName', value: issuing.subject }] } as const;
      return { operation: 'genm', question: { type, source, issuer: issuing.subject } };
    }
    case 'other':
      return { operation: 'genm', question: { type, infoType: '1.3.6.1.5.5.7.4.17' } };
    default:
      return { operation: 'genm', question: { type } };
  }
}

function keyFor(name: string, decryption: Decryption, { device }: World): Script {
  const controls = { protocolEncrKey: publicKeyOf(decryption) };
  const centralKey = { algorithm: { algorithm: ED25519 } };
  const request = { operation: 'cr', subject: SUBJECT, centralKey, controls } as const;
  return { name, path: '/cmp', request, protector: device, decryption };
}

function keyScript(
  wants: 'central-key' | 'encrypted-certificate',
  under: 'any' | 'mac' | 'signature',
  world: World,
): Omit<Script, 'name' | 'path'> {
  const decryption = decryptionBy(x25519Key('decryption'));
  if (wants === 'encrypted-certificate') {
    const request = { operation: 'ir', subject: SUBJECT, encryptionKey: publicKeyOf(decryption) } as const;
    return { request, protector: under === 'signature' ? world.device : world.secret, decryption };
  }
  if (under === 'signature') return keyFor('', decryption, world);
  const centralKey = { algorithm: { algorithm: ED25519 } };
  return {
    request: { operation: 'ir', subject: SUBJECT, centralKey },
    protector: world.secret,
    decryption: DECRYPTION,
  };
}

function enroll(operation: 'ir' | 'cr') {
  return { operation, subject: SUBJECT, subjectAltNames: ALT_NAMES, keySigner: KEY.signer } as const;
}

function decryptionBy(privateKey: Uint8Array): Decryption {
  const key = createDecryptionKey(privateKey);
  if (key === undefined) throw new TypeError('expected a key that decrypts');
  return { ...DECRYPTION, key };
}

function publicKeyOf({ key }: Decryption): Uint8Array {
  if (key === undefined) throw new TypeError('expected a key');
  return key.key.publicKey;
}

const ED25519 = '1.3.101.112';
const SUBJECT = nameOf('CN=ap-7,O=Example');
const ALT_NAMES = [{ type: 'dNSName', value: 'ap-7.example.com' }] as const;
const KEY = ed25519KeyOf(sha256('key of ap-7'));
const DECRYPTION: Decryption = { crypto: createSteadyCrypto('decryption') };
