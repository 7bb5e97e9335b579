import {
  advance,
  type KemPeer,
  type KemProtector,
  type MacProtector,
  type SignatureProtector,
  startTransaction,
} from '@crypto-cmp/cmp';
import { createLabCa, createMemoryStore, type LabCa } from '@crypto-cmp/lab-ca';
import {
  type Certificate,
  createBasicConstraints,
  createCertificate,
  createKeyIdentifier,
  createKeyUsage,
  createSerialNumber,
  createSubjectKeyIdentifier,
  encodeName,
  parseCertificate,
  parseName,
  type Signer,
} from '@crypto-cmp/x509';
import { createKemDecapsulator, createSigner } from '@crypto-cmp/x509/node';

import { createSteadyCrypto, ed25519KeyOf, mlKemKey, sha256 } from './steady-crypto.ts';

/** A lab CA and its clients at one moment in time, the same on every run. */
export interface World {
  readonly labCa: LabCa;
  readonly root: Certificate;
  readonly issuing: Certificate;
  /** What the CA signs certificates and messages with: with it, changed ones are signed again. */
  readonly issuingSigner: Signer;
  readonly secret: MacProtector;
  /** A holder of a certificate of this CA. */
  readonly device: SignatureProtector;
  /** Two more, for what ends a certificate. */
  readonly renewing: SignatureProtector;
  readonly revoking: SignatureProtector;
  readonly kemDevice: KemProtector;
  readonly kemPeer: KemPeer;
  readonly now: () => Date;
  readonly goOnAt: (time: Date) => void;
  /** Undefined where the CA acts out a fault of the network. */
  readonly ask: (path: string, message: Uint8Array) => Promise<Uint8Array | undefined>;
}

export async function createWorld(): Promise<World> {
  const crypto = createSteadyCrypto('CA');
  const store = createMemoryStore();
  const clock = { now: START };
  const maker = ed25519KeyOf(sha256('maker of devices'));
  const makerCertificate = await certify('CN=Maker', maker.publicKey, maker.signer, true);
  const labCa = await createLabCa({
    store,
    crypto,
    createSigner: (key) => createSigner(key),
    clock: () => clock.now,
    references: [{ referenceId: '42', secret: SECRET }],
    keyType: 'ed25519',
    trustedIssuers: [parseCertificate(makerCertificate)],
    decapsulator: createKemDecapsulator(mlKemKey('KEM key of the CA')),
    crlDistributionPoints: ['http://127.0.0.1/crls/issuing.crl'],
  });
  const authority = await store.loadAuthority();
  if (authority === undefined || labCa.kemCertificate === undefined) throw new Error('expected keys of the CA');
  const decapsulator = createKemDecapsulator(mlKemKey('KEM key of the device'));
  const kemCertificate = await certify('CN=device', decapsulator.publicKey, maker.signer, false);
  const ask: World['ask'] = async (path, body) => {
    const response = await labCa.handle({ path, contentType: 'application/pkixcmp', body });
    const isAnswer = response.status === 200 && response.delivery.type === 'whole';
    return isAnswer ? Uint8Array.from(response.body) : undefined;
  };
  const world = {
    labCa,
    root: parseCertificate(labCa.rootCertificate),
    issuing: parseCertificate(labCa.issuingCertificate),
    issuingSigner: createSigner(authority.issuing.privateKey),
    secret: createSecret(),
    kemDevice: { kind: 'kem', decapsulator, certificate: kemCertificate, chain: [makerCertificate] },
    kemPeer: {
      certificate: parseCertificate(labCa.kemCertificate),
      wrappingKey: sha256('wrapping key'),
      crypto: createSteadyCrypto('client'),
    },
    now: () => clock.now,
    goOnAt: (time: Date) => {
      if (time > clock.now) clock.now = time;
    },
    ask,
  } as const;
  return {
    ...world,
    device: await enrollDevice('device', world),
    renewing: await enrollDevice('renewing', world),
    revoking: await enrollDevice('revoking', world),
  };
}

/** Few iterations: there are hundreds of thousands of MACs to come. */
export function createSecret(algorithm: 'passwordBasedMac' | 'pbmac1' = 'passwordBasedMac'): MacProtector {
  const encoder = new TextEncoder();
  const parameters = { algorithm, iterations: 100 };
  return { kind: 'mac', secret: encoder.encode(SECRET), referenceId: encoder.encode('42'), parameters };
}

export function nameOf(text: string): Uint8Array {
  return encodeName(parseName(text));
}

type Unpopulated = Omit<World, 'device' | 'renewing' | 'revoking'>;

async function enrollDevice(name: string, world: Unpopulated): Promise<SignatureProtector> {
  const key = ed25519KeyOf(sha256(name));
  const context = {
    crypto: createSteadyCrypto(name),
    now: world.now(),
    protector: world.secret,
    trustAnchors: [world.root],
  };
  const request = {
    operation: 'ir',
    subject: nameOf(`CN=${name},O=Example`),
    subjectAltNames: [{ type: 'dNSName', value: `${name}.example.com` }],
    keySigner: key.signer,
    implicitConfirm: true,
  } as const;
  const { state, effect } = await startTransaction(request, context);
  const answer = effect.type === 'send' ? await world.ask('/cmp', effect.bytes) : undefined;
  const end = await advance(state, { type: 'received', bytes: answer ?? new Uint8Array() }, context);
  if (end.effect.type !== 'succeeded') throw new Error(`expected a certificate, got ${JSON.stringify(end.effect)}`);
  const { certificate, chain } = end.effect;
  return { kind: 'signature', signer: key.signer, certificate, chain };
}

async function certify(subject: string, publicKey: Uint8Array, signer: Signer, isCa: boolean): Promise<Uint8Array> {
  const crypto = createSteadyCrypto(`certificate of ${subject}`);
  return createCertificate({
    serialNumber: createSerialNumber(crypto),
    issuer: nameOf('CN=Maker'),
    subject: nameOf(subject),
    notBefore: new Date(START.getTime() - 3_600_000),
    notAfter: new Date(START.getTime() + 86_400_000),
    subjectPublicKeyInfo: publicKey,
    extensions: [
      createKeyUsage(isCa ? ['keyCertSign'] : ['keyEncipherment']),
      createSubjectKeyIdentifier(await createKeyIdentifier(publicKey, crypto)),
      ...(isCa ? [createBasicConstraints({ cA: true })] : []),
    ],
    signer,
  });
}

const SECRET = 'correct horse battery staple';
const START = new Date('2026-11-23T12:00:00Z');
