import { PKIMessage } from '@crypto-cmp/cmp';
import { decode } from '@crypto-cmp/der';
import { HASH_OIDS, parseCertificate, POST_QUANTUM_KEY_TYPES } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterEach, describe, expect, it } from 'vitest';

import { bySignature, enrollHolder, enrollRequest, granted, type Ran, run } from '../test/requesting.ts';
import { type RunningLab, runTestLab } from '../test/running-lab.ts';

let lab: RunningLab;
afterEach(async () => {
  await lab.stop();
});

describe.each(POST_QUANTUM_KEY_TYPES)('a CA and a device with keys of type %s', (keyType) => {
  it('enroll, protect, confirm and renew by ML-DSA, with the hash of certHash named', async () => {
    lab = await runTestLab({ keyType });
    const holder = await enrollHolder(lab, keyType);
    const protector = bySignature(holder);

    const key = await nodeCrypto.generateKeyPair(keyType);
    const further = await run(lab, { request: enrollRequest('cr', key), protector });
    expectConfirmed(further, key.publicKey, keyType.toUpperCase());

    const newKey = await nodeCrypto.generateKeyPair(keyType);
    const renewed = await run(lab, { request: { operation: 'kur', keySigner: newKey.signer }, protector });
    expectConfirmed(renewed, newKey.publicKey, keyType.toUpperCase());
  });
});

describe('a CA and a device with keys of type ed448', () => {
  it('enroll, protect and confirm by Ed448, with 64 octets of SHAKE256 as certHash, in version 2', async () => {
    lab = await runTestLab({ keyType: 'ed448' });
    const holder = await enrollHolder(lab, 'ed448');
    const key = await nodeCrypto.generateKeyPair('ed448');
    const ran = await run(lab, { request: enrollRequest('cr', key), protector: bySignature(holder) });
    const { certificate } = granted(ran);
    const { header, body } = certConfOf(ran);
    expect(header.value.pvno).toBe(2);
    const certHash = await nodeCrypto.digest('shake256', certificate);
    expect(body.value).toEqual({
      type: 'certConf',
      value: [{ certHash, certReqId: 0, statusInfo: { status: 0 } }],
    });
  });
});

function expectConfirmed(ran: Ran, publicKey: Uint8Array, protection: string): void {
  const { certificate, confirmedBy } = granted(ran);
  expect(confirmedBy).toBe('pkiconf');
  expect(parseCertificate(certificate).subjectPublicKeyInfo).toEqual(publicKey);
  expect(ran.steps.flatMap(({ received }) => (received === undefined ? [] : [received.protection]))).toEqual([
    protection,
    protection,
  ]);
  const { header, body } = certConfOf(ran);
  // RFC 9810, section 5.3.18: ML-DSA names no hash, so hashAlg does, which takes version 3.
  expect(header.value.pvno).toBe(3);
  expect(body.value).toMatchObject({ type: 'certConf', value: [{ hashAlg: { algorithm: HASH_OIDS.sha512 } }] });
}

function certConfOf({ steps }: Ran): PKIMessage {
  for (const { effect } of steps) {
    if (effect.type === 'send' && effect.bodyType === 'certConf') return decode(PKIMessage, effect.bytes);
  }
  throw new Error('expected a certConf');
}
