import { CertId, CONTROL_TYPES, type Controls, type PKIBody, type PKIMessage, type Protector } from '@crypto-cmp/cmp';
import { encode } from '@crypto-cmp/der';
import { parseCertificate } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ask, certificateIn, craft, craftCertReqMsg, following, summary } from '../../test/crafting.ts';
import { byMac, bySignature, enrollHolder, type Holder, subjectOf } from '../../test/requesting.ts';
import { REFERENCE, type RunningLab, runTestLab } from '../../test/running-lab.ts';

describe('kur', () => {
  let lab: RunningLab;
  let holder: Holder;
  beforeAll(async () => {
    lab = await runTestLab({ references: [REFERENCE, { referenceId: '43', secret: 'another secret' }] });
  });
  beforeEach(async () => {
    holder = await enrollHolder(lab);
  });
  afterAll(async () => {
    await lab.stop();
  });

  async function send({ controls = oldCertID(holder), protector = bySignature(holder), path = '/cmp' }: Sent = {}) {
    const body: PKIBody = { type: 'kur', value: [await craftCertReqMsg(controls === 'none' ? {} : { controls })] };
    return ask(lab.labCa, await craft({ body, protector }), path);
  }

  async function confirm(kup: PKIMessage, protector: Protector = bySignature(holder)): Promise<string> {
    const certHash = await nodeCrypto.digest('sha256', certificateIn(kup));
    const body: PKIBody = { type: 'certConf', value: [{ certHash, certReqId: 0 }] };
    return summary(await ask(lab.labCa, await craft({ body, header: following(kup), protector })));
  }

  it('is granted with an oldCertID that names its signer, and without one', async () => {
    expect(summary(await send())).toBe('kup accepted');
    expect(summary(await send({ controls: 'none' }))).toBe('kup accepted');
  });

  it('is refused with an oldCertID that names another certificate', async () => {
    const other = await enrollHolder(lab, 'ec-p256', 'other');
    expect(summary(await send({ controls: oldCertID(other) }))).toBe('kup rejection badCertId');
    const { serialNumber } = parseCertificate(holder.certificate);
    const elsewhere = { issuer: { type: 'directoryName', value: subjectOf('other') }, serialNumber } as const;
    expect(summary(await send({ controls: control(encode(CertId, elsewhere)) }))).toBe('kup rejection badCertId');
  });

  it('is refused with an oldCertID that cannot be read', async () => {
    const answer = await send({ controls: control(Uint8Array.of(0x05, 0x00)) });
    expect(summary(answer)).toBe('kup rejection badDataFormat');
  });

  it('is refused for a certificate that has been updated, and not before its update is confirmed', async () => {
    const kup = await send();
    expect(await confirm(kup)).toBe('pkiconf');
    expect(summary(await send())).toBe('kup rejection certRevoked');
    const body: PKIBody = { type: 'cr', value: [await craftCertReqMsg()] };
    const answer = await ask(lab.labCa, await craft({ body, protector: bySignature(holder) }));
    expect(summary(answer)).toBe('cp rejection certRevoked');
  });

  it('begun anew gives up the update that nobody confirmed: there is never a second successor', async () => {
    const lost = await send();
    const second = await send();
    expect(await confirm(lost)).toBe('error rejection certRevoked');
    expect(await confirm(second)).toBe('pkiconf');
  });

  it('under a MAC is granted for what was enrolled with that secret, as OpenSSL has it', async () => {
    expect(summary(await send({ protector: byMac() }))).toBe('kup accepted');
    expect(summary(await send({ protector: byMac(), controls: 'none' }))).toBe('kup rejection badCertId');
    const other = byMac({ referenceId: '43', secret: 'another secret' });
    expect(summary(await send({ protector: other }))).toBe('kup rejection badCertId');
  });

  it('under a MAC is refused where RFC 9483 is to be held', async () => {
    const body: PKIBody = { type: 'kur', value: [await craftCertReqMsg({ controls: oldCertID(holder) })] };
    const sender = { type: 'directoryName', value: subjectOf(REFERENCE.referenceId) } as const;
    const answer = await ask(lab.labCa, await craft({ body, header: { sender } }), '/cmp/lightweight');
    expect(summary(answer)).toBe('kup rejection wrongIntegrity');
  });

  it('under a MAC is refused where the CA is to make the key, at every path', async () => {
    const wish = { controls: oldCertID(holder), without: ['publicKey'], popo: 'none' } as const;
    const body: PKIBody = { type: 'kur', value: [await craftCertReqMsg(wish)] };
    const answer = await ask(lab.labCa, await craft({ body, header: { pvno: 3 } }));
    expect(summary(answer)).toBe('kup rejection wrongIntegrity');
  });

  it('passes on who may revoke: the successor belongs to the secret of the first', async () => {
    const kup = await send();
    await confirm(kup);
    const { issuer, serialNumber } = parseCertificate(certificateIn(kup));
    const rr: PKIBody = { type: 'rr', value: [{ certDetails: { issuer, serialNumber } }] };
    expect(summary(await ask(lab.labCa, await craft({ body: rr })))).toBe('rp accepted');
  });
});

interface Sent {
  readonly controls?: Controls | 'none';
  readonly protector?: Protector;
  readonly path?: string;
}

function oldCertID({ certificate }: Holder): Controls {
  const { issuer, serialNumber } = parseCertificate(certificate);
  return control(encode(CertId, { issuer: { type: 'directoryName', value: issuer }, serialNumber }));
}

function control(value: Uint8Array): Controls {
  return [{ type: CONTROL_TYPES.oldCertID.oid, value }];
}
