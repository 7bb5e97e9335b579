import { type PKIBody, type RevDetails, type Protector } from '@crypto-cmp/cmp';
import { decode, encode, enumerated } from '@crypto-cmp/der';
import { type Certificate, type Extension, parseCertificate, SubjectPublicKeyInfo } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ask, craft, summary } from '../../test/crafting.ts';
import { byMac, bySignature, enrollHolder, type Holder, requestFor, run, subjectOf } from '../../test/requesting.ts';
import { REFERENCE, type RunningLab, runTestLab } from '../../test/running-lab.ts';

describe('rr', () => {
  let lab: RunningLab;
  let holder: Holder;
  let certificate: Certificate;
  beforeAll(async () => {
    lab = await runTestLab({ references: [REFERENCE, { referenceId: '43', secret: 'another secret' }] });
  });
  beforeEach(async () => {
    holder = await enrollHolder(lab);
    certificate = parseCertificate(holder.certificate);
  });
  afterAll(async () => {
    await lab.stop();
  });

  function details(change: Partial<RevDetails['certDetails']> = {}, ...reasons: readonly number[]): RevDetails {
    const { issuer, serialNumber } = certificate;
    return {
      certDetails: { issuer, serialNumber, ...change },
      ...(reasons.length > 0 && { crlEntryDetails: reasons.map(reasonCode) }),
    };
  }

  async function send(value: readonly RevDetails[], { protector = bySignature(holder), path = '/cmp' }: Sent = {}) {
    return summary(await ask(lab.labCa, await craft({ body: { type: 'rr', value }, protector }), path));
  }

  it('revokes the certificate of its signer, once', async () => {
    expect(await send([details({}, 4)])).toBe('rp accepted');
    expect(await send([details({}, 4)])).toBe('rp rejection certRevoked');
  });

  it('leaves nothing that the certificate could still be used for', async () => {
    expect(await send([details({}, 1)])).toBe('rp accepted');
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    for (const operation of ['ir', 'cr', 'kur', 'p10cr'] as const) {
      const { outcome } = await run(lab, { request: await requestFor(operation, key), protector: bySignature(holder) });
      expect(outcome).toMatchObject({ failure: { code: 'error-received', claim: { failInfo: ['certRevoked'] } } });
    }
    const genm: PKIBody = { type: 'genm', value: [] };
    const answer = await ask(lab.labCa, await craft({ body: genm, protector: bySignature(holder) }));
    expect(summary(answer)).toBe('error rejection certRevoked');
  });

  it('without a reason is granted, except where RFC 9483 is to be held', async () => {
    expect(await send([details()], { path: '/cmp/lightweight' })).toBe('rp rejection addInfoNotAvailable');
    expect(await send([details({}, 0)], { path: '/cmp/lightweight' })).toBe('rp accepted');
    holder = await enrollHolder(lab);
    certificate = parseCertificate(holder.certificate);
    expect(await send([details()])).toBe('rp accepted');
  });

  it('with the secret of its enrollment revokes too, for whoever has lost the key', async () => {
    expect(await send([details({}, 1)], { protector: byMac() })).toBe('rp accepted');
  });

  it('with another secret does not', async () => {
    const protector = byMac({ referenceId: '43', secret: 'another secret' });
    expect(await send([details({}, 1)], { protector })).toBe('rp rejection notAuthorized');
  });

  it('with a secret is refused where RFC 9483 is to be held', async () => {
    const body: PKIBody = { type: 'rr', value: [details({}, 1)] };
    const sender = { type: 'directoryName', value: subjectOf(REFERENCE.referenceId) } as const;
    const answer = await ask(lab.labCa, await craft({ body, header: { sender } }), '/cmp/lightweight');
    expect(summary(answer)).toBe('rp rejection wrongIntegrity');
  });

  it('for the certificate of somebody else is refused', async () => {
    const other = await enrollHolder(lab, 'ec-p256', 'other');
    expect(await send([details({}, 1)], { protector: bySignature(other) })).toBe('rp rejection notAuthorized');
  });

  it('can hold a certificate, and with its own key bring it back', async () => {
    expect(await send([details({}, 8)])).toBe('rp rejection badCertId');
    expect(await send([details({}, 6)])).toBe('rp accepted');
    expect(await send([details({}, 8)])).toBe('rp accepted');
    const genm: PKIBody = { type: 'genm', value: [] };
    expect(summary(await ask(lab.labCa, await craft({ body: genm, protector: bySignature(holder) })))).toBe('genp');
  });

  it('cannot bring back what was revoked for good', async () => {
    expect(await send([details({}, 1)])).toBe('rp accepted');
    expect(await send([details({}, 8)])).toBe('rp rejection badCertId');
  });

  it('may say more about the certificate, as long as it is true', async () => {
    const publicKey = decode(SubjectPublicKeyInfo, certificate.subjectPublicKeyInfo);
    const { subject } = certificate;
    expect(await send([details({ subject: subjectOf('other') }, 1)])).toBe('rp rejection badCertId');
    const { publicKey: other } = await nodeCrypto.generateKeyPair('ec-p256');
    const wrong = decode(SubjectPublicKeyInfo, other);
    expect(await send([details({ publicKey: wrong }, 1)])).toBe('rp rejection badCertId');
    expect(await send([details({ subject, publicKey, version: 2 }, 1)])).toBe('rp accepted');
  });

  it.each([
    ['no certificate', () => [], 'badRequest'],
    ['two certificates', () => [details({}, 1), details({}, 1)], 'badRequest'],
    ['no serialNumber', () => [{ certDetails: { issuer: certificate.issuer } }], 'addInfoNotAvailable'],
    ['no issuer', () => [{ certDetails: { serialNumber: certificate.serialNumber } }], 'addInfoNotAvailable'],
    ['a serialNumber that we never gave', () => [details({ serialNumber: Uint8Array.of(7) }, 1)], 'badCertId'],
    ['another issuer', () => [details({ issuer: subjectOf('other') }, 1)], 'badCertId'],
    ['two reasons', () => [details({}, 1, 4)], 'badRequest'],
    ['reason 7, which does not exist', () => [details({}, 7)], 'badRequest'],
    ['reason 11, which does not exist', () => [details({}, 11)], 'badRequest'],
    ['a reason that is no number', () => [{ ...details(), crlEntryDetails: [TEXT] }], 'badDataFormat'],
  ] as const)('is refused with %s', async (_, value, failInfo) => {
    expect(await send(value())).toBe(`rp rejection ${failInfo}`);
  });
});

interface Sent {
  readonly protector?: Protector;
  readonly path?: string;
}

function reasonCode(reason: number): Extension {
  return { extnID: '2.5.29.21', critical: false, extnValue: encode(enumerated, reason) };
}

const TEXT: Extension = { extnID: '2.5.29.21', critical: false, extnValue: Uint8Array.of(0x0c, 0x01, 0x61) };
