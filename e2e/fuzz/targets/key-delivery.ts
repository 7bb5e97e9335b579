import {
  type AnyTransactionState,
  AsymmetricKeyPackage,
  type EnvelopedData,
  ID_SIGNED_DATA,
  openDeliveredKey,
  openEnvelope,
  type OpenedEnvelope,
  PKIBody,
  PKIMessage,
  sealEnvelope,
  SignedData,
  type SealingTarget,
  signKeyPackage,
  DEFAULT_MAC_LIMITS,
} from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';
import {
  createExtendedKeyUsage,
  createKeyIdentifier,
  createKeyUsage,
  createSubjectKeyIdentifier,
  createCertificate,
  KEY_PURPOSES,
  parseCertificate,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';

import { type Seed, type Target, Violation } from '../running/target.ts';
import { protectAgain } from '../scenes/repair.ts';
import type { Scene } from '../scenes/scene.ts';
import { createSteadyCrypto, ed25519KeyOf, sha256 } from '../scenes/steady-crypto.ts';
import { nameOf, type World } from '../scenes/world.ts';
import { attempt } from './attempt.ts';
import { drive } from './transaction.ts';

/**
 * What comes encrypted, changed before it was encrypted: a certificate, signed keys, and keys that are signed after they
 * were changed. Each then travels in an answer that is otherwise right.
 */
export async function keyDeliveryTarget(scenes: readonly Scene[], world: World): Promise<Target> {
  const authority = await createKeyAuthority(world);
  const places = new Map((await Promise.all(scenes.map(placesOf))).flat().map((place) => [place.name, place]));
  return {
    name: 'key-delivery',
    seeds: [...places.values()].map(({ name, bytes }): Seed => ({ name, bytes })),
    repairs: ['sealed'],
    run: async ({ seed, bytes }) => {
      const place = places.get(seed);
      if (place === undefined) throw new TypeError(`no place is called ${seed}`);
      let content = bytes;
      if (place.kind === 'package') {
        const keys = attempt(() => decode(AsymmetricKeyPackage, bytes));
        if ('refused' in keys) return { accepted: false, trace: `package ${keys.refused}` };
        content = encode(SignedData, await signKeyPackage(keys.value, authority, nodeCrypto));
      }
      const { scene } = place;
      const [moment] = scene.moments;
      if (moment === undefined) throw new TypeError('expected an answer');
      // as: stored by playScene
      const state = JSON.parse(moment.state) as AnyTransactionState;
      const envelope = await sealEnvelope(
        { contentType: place.contentType, content },
        place.target,
        createSteadyCrypto('sealing'),
      );
      const answer = await protectAgain(withEnvelope(moment.answer, envelope), state, world);
      const ride = { scene, moment, index: 0, state, bytes: answer, isRepaired: true, world };
      return drive({
        ...ride,
        whenDone: async (end) => {
          if (end.state.operation === 'rr' || end.state.operation === 'genm' || place.kind === 'certificate') return;
          if (end.effect.type !== 'succeeded') return;
          const key = await openDeliveredKey(end.state, scene.contextAt(1, moment.now));
          const { subjectPublicKeyInfo } = parseCertificate(end.effect.certificate);
          if (!(await nodeCrypto.isKeyPair(key, subjectPublicKeyInfo))) throw new Violation('a key of another pair');
        },
      });
    },
  };
}

/** Where something encrypted lies, and what is in it. */
interface Place {
  readonly name: string;
  readonly kind: 'certificate' | 'signedData' | 'package';
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly scene: Scene;
  readonly target: SealingTarget;
}

export async function placesOf(scene: Scene): Promise<readonly Place[]> {
  const { script, moments, outcome } = scene;
  const { request, protector, decryption } = script;
  const answer = moments[0]?.answer;
  if (outcome !== 'succeeded' || decryption === undefined || answer === undefined) return [];
  const envelope = envelopeOf(decode(PKIMessage, answer).body.value);
  if (envelope === undefined) return [];
  const { key } = decryption;
  const secret = protector.kind === 'mac' ? protector.secret : new Uint8Array();
  const recipient = key ?? ({ kind: 'password', secret, usedSalts: [] } as const);
  const rules = { macLimits: DEFAULT_MAC_LIMITS, certificates: [] };
  const opened = await openEnvelope(envelope, recipient, rules, { ...nodeCrypto });
  const { rid } = recipientOf(envelope);
  const target: SealingTarget =
    key === undefined
      ? { kind: 'password', secret, iterations: 100 }
      : { kind: key.kind, publicKey: key.key.publicKey, rid };
  const common = { scene, target, contentType: opened.contentType };
  if ('encryptionKey' in request) {
    return [{ ...common, name: `${script.name} certificate`, kind: 'certificate', bytes: opened.content }];
  }
  return [
    { ...common, name: `${script.name} signedData`, kind: 'signedData', bytes: opened.content },
    { ...common, name: `${script.name} package`, kind: 'package', bytes: packageIn(opened) },
  ];
}

function packageIn({ contentType, content }: OpenedEnvelope): Uint8Array {
  if (contentType !== ID_SIGNED_DATA) throw new TypeError(`expected SignedData, got ${contentType}`);
  const { eContent } = decode(SignedData, content).encapContentInfo;
  if (eContent === undefined) throw new TypeError('expected keys');
  return eContent;
}

export function envelopeOf(body: PKIBody): EnvelopedData | undefined {
  if (body.type !== 'ip' && body.type !== 'cp') return undefined;
  const keyPair = body.value.response[0]?.certifiedKeyPair;
  if (keyPair?.privateKey?.type === 'envelopedData') return keyPair.privateKey.value;
  const certificate = keyPair?.certOrEncCert;
  return certificate?.type === 'encryptedCert' && certificate.value.type === 'envelopedData'
    ? certificate.value.value
    : undefined;
}

/** How the CA names the recipient: by the identifier that was in its own envelope. */
function recipientOf({ recipientInfos: [info] }: EnvelopedData): { rid: RecipientName } {
  if (info?.type === 'ktri') return { rid: info.value.rid };
  if (info?.type === 'kari') {
    const rid = info.value.recipientEncryptedKeys[0]?.rid;
    if (rid?.type === 'issuerAndSerialNumber') return { rid };
    if (rid?.type === 'rKeyId') return { rid: { type: 'subjectKeyIdentifier', value: rid.value.subjectKeyIdentifier } };
  }
  return { rid: { type: 'subjectKeyIdentifier', value: new Uint8Array(20) } };
}

type RecipientName = Extract<SealingTarget, { rid: unknown }>['rid'];

/** The answer with another envelope in place of its own. */
function withEnvelope(answer: Uint8Array, envelope: EnvelopedData): Uint8Array {
  const message = decode(PKIMessage, answer);
  const body = message.body.value;
  if (body.type !== 'ip' && body.type !== 'cp') throw new TypeError(`expected ip or cp, got ${body.type}`);
  const response = body.value.response.map((one) => {
    const { certifiedKeyPair } = one;
    if (certifiedKeyPair === undefined) return one;
    const sealed = { type: 'envelopedData', value: envelope } as const;
    const changed =
      certifiedKeyPair.privateKey === undefined
        ? { ...certifiedKeyPair, certOrEncCert: { type: 'encryptedCert', value: sealed } as const }
        : { ...certifiedKeyPair, privateKey: sealed };
    return { ...one, certifiedKeyPair: changed };
  });
  const value: PKIBody = { type: body.type, value: { ...body.value, response } };
  return encode(PKIMessage, { ...message, body: { value, der: encode(PKIBody, value) } });
}

async function createKeyAuthority(world: World) {
  const { publicKey, signer } = ed25519KeyOf(sha256('key generation authority'));
  const certificate = await createCertificate({
    serialNumber: Uint8Array.of(0x47),
    issuer: world.issuing.subject,
    subject: nameOf('CN=Key Generation Authority'),
    notBefore: world.issuing.notBefore,
    notAfter: world.issuing.notAfter,
    subjectPublicKeyInfo: publicKey,
    extensions: [
      createKeyUsage(['digitalSignature']),
      createExtendedKeyUsage([KEY_PURPOSES.cmKGA]),
      createSubjectKeyIdentifier(await createKeyIdentifier(publicKey, nodeCrypto)),
    ],
    signer: world.issuingSigner,
  });
  return { certificate: parseCertificate(certificate), signer, chain: [world.issuing.der] };
}
