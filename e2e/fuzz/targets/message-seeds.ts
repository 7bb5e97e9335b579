import { addProtection, createBatch, encodeUnprotected, type PKIBody, PKIMessage } from '@crypto-cmp/cmp';
import { decode, equalBytes, fromHex } from '@crypto-cmp/der';

import type { Seed } from '../running/target.ts';
import type { Scene } from '../scenes/scene.ts';
import { createSteadyCrypto } from '../scenes/steady-crypto.ts';
import { nameOf, type World } from '../scenes/world.ts';

export function answersIn(scenes: readonly Scene[]): readonly Seed[] {
  return scenes.flatMap(({ script, moments }) =>
    moments
      .map(({ answer }, index) => ({ name: `${script.name}#${index}`, bytes: answer }))
      .filter(({ bytes }) => bytes.length < MAX_SEED_OCTETS),
  );
}

/** Each that there is, once. */
export function certificatesIn(messages: readonly Seed[]): readonly Uint8Array[] {
  const all = messages.flatMap(({ bytes }) => decode(PKIMessage, bytes).extraCerts ?? []);
  return all.filter((der, index) => all.findIndex((other) => equalBytes(other, der)) === index).slice(0, 20);
}

/** A message in a message, and several in one. */
export async function nestedSeeds(scenes: readonly Scene[], world: World): Promise<readonly Seed[]> {
  const answers = scenes
    .filter(({ outcome }) => outcome === 'succeeded')
    .flatMap(({ moments: [first] }) => first?.answer ?? []);
  const [one = new Uint8Array(), another = one] = answers;
  const recipient = world.issuing.subject;
  const context = { crypto: createSteadyCrypto('nested'), now: world.now(), protector: world.device, recipient };
  return [
    { name: 'nested', bytes: await addProtection(one, context) },
    { name: 'batch', bytes: await createBatch([one, another], context) },
  ];
}

/** Bodies that no program at hand sends. */
export function rareSeeds(world: World): readonly Seed[] {
  const subject = { type: 'directoryName', value: nameOf('CN=ap-7') } as const;
  const certificate = world.root.der;
  const certId = { issuer: subject, serialNumber: Uint8Array.of(7) };
  const algorithm = { algorithm: '2.16.840.1.101.3.4.2.1' };
  const bodies: readonly PKIBody[] = [
    { type: 'popdecc', value: [{ owf: algorithm, witness: OCTETS, challenge: OCTETS }] },
    { type: 'popdecr', value: [5n, -(2n ** 80n)] },
    { type: 'krp', value: { status: { status: 0 }, newSigCert: certificate, caCerts: [certificate] } },
    { type: 'rp', value: { status: [{ status: 0 }], revCerts: [certId], crls: [fromHex('3000')] } },
    {
      type: 'ckuann',
      value: {
        type: 'cAKeyUpdAnnV3',
        value: { newWithNew: certificate, newWithOld: certificate, oldWithNew: certificate },
      },
    },
    { type: 'cann', value: certificate },
    {
      type: 'rann',
      value: { status: 4, certId, willBeRevokedAt: world.now(), badSinceDate: world.now() },
    },
    { type: 'crlann', value: [fromHex('3000')] },
    {
      type: 'error',
      value: {
        pKIStatusInfo: { status: 2, statusString: ['no'], failInfo: [9] },
        errorCode: 70n,
        errorDetails: ['no'],
      },
    },
    { type: 'pollReq', value: [{ certReqId: -1 }] },
    { type: 'pollRep', value: [{ certReqId: -1, checkAfter: 60, reason: ['busy'] }] },
  ];
  const header = {
    pvno: 3,
    sender: subject,
    recipient: subject,
    messageTime: world.now(),
    transactionID: OCTETS,
    senderNonce: OCTETS,
    freeText: ['hello'],
  };
  return bodies.map((body) => ({ name: body.type, bytes: encodeUnprotected({ header, body }) }));
}

const OCTETS = fromHex('0102030405060708090a0b0c0d0e0f10');
const MAX_SEED_OCTETS = 20_000;
