import { CertTemplate, EnvelopedData, GenMsgContent, INFO_TYPES, PKIMessage } from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';

import type { Seed } from '../running/target.ts';
import type { Scene } from '../scenes/scene.ts';
import { nameOf } from '../scenes/world.ts';
import { envelopeOf, placesOf } from './key-delivery.ts';

/** Structures that are read apart from a message, by the name of the type and a number. */
export async function cmsSeeds(scenes: readonly Scene[]): Promise<readonly Seed[]> {
  const envelopes = scenes.flatMap(({ moments: [moment] }) => {
    const envelope = moment && envelopeOf(decode(PKIMessage, moment.answer).body.value);
    return envelope === undefined ? [] : [encode(EnvelopedData, envelope)];
  });
  const kemRecipients = envelopes.flatMap((der) => {
    const [info] = decode(EnvelopedData, der).recipientInfos;
    return info?.type === 'ori' ? [info.value.oriValue] : [];
  });
  const places = (await Promise.all(scenes.map(placesOf))).flat();
  const template = encode(CertTemplate, { version: 2, subject: nameOf('CN=ap-7'), issuer: nameOf('CN=CA') });
  const question = encode(GenMsgContent, [{ infoType: INFO_TYPES.caCerts.oid }]);
  return [
    ...numbered('EnvelopedData', envelopes),
    ...numbered('KEMRecipientInfo', kemRecipients),
    ...numbered('SignedData', bytesOf('signedData')),
    ...numbered('AsymmetricKeyPackage', bytesOf('package')),
    ...numbered('CertTemplate', [template]),
    ...numbered('GenMsgContent', [question]),
  ];

  function bytesOf(kind: string): readonly Uint8Array[] {
    return places.filter((place) => place.kind === kind).map(({ bytes }) => bytes);
  }
}

function numbered(kind: string, all: readonly Uint8Array[]): readonly Seed[] {
  return all.map((bytes, index) => ({ name: `${kind} ${index}`, bytes }));
}
