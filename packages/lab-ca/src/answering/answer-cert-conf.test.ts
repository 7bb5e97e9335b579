import { type CertStatus, INFO_TYPES, type PKIBody, type PKIMessage } from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';
import { HASH_OIDS } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { describe, expect, it } from 'vitest';

import { ask, certificateIn, craft, craftCertReqMsg, following, summary } from '../../test/crafting.ts';
import { createTestLab } from '../../test/running-lab.ts';
import type { LabCa } from '../create-lab-ca.ts';

interface Issued {
  readonly labCa: LabCa;
  readonly ip: PKIMessage;
  readonly certHash: Uint8Array;
}

async function issue(options: Parameters<typeof createTestLab>[0] = {}): Promise<Issued> {
  const labCa = await createTestLab(options);
  const body: PKIBody = { type: 'ir', value: [await craftCertReqMsg()] };
  const ip = await ask(labCa, await craft({ body }));
  return { labCa, ip, certHash: await nodeCrypto.digest('sha256', certificateIn(ip)) };
}

async function confirm({ labCa, ip }: Issued, value: readonly CertStatus[], pvno = 2): Promise<PKIMessage> {
  return ask(labCa, await craft({ body: { type: 'certConf', value }, header: { ...following(ip), pvno } }));
}

describe('certConf', () => {
  it('is answered by pkiConf', async () => {
    const issued = await issue();
    expect(summary(await confirm(issued, [{ certHash: issued.certHash, certReqId: 0 }]))).toBe('pkiconf');
  });

  it('may reject, and is answered by pkiConf all the same', async () => {
    const issued = await issue();
    const statusInfo = { status: 2, failInfo: [19] };
    expect(summary(await confirm(issued, [{ certHash: issued.certHash, certReqId: 0, statusInfo }]))).toBe('pkiconf');
  });

  it('may be empty, which rejects; RFC 9483 does not have that', async () => {
    expect(summary(await confirm(await issue(), []))).toBe('pkiconf');
    const { labCa, ip } = await issue();
    const bytes = await craft({ body: { type: 'certConf', value: [] }, header: following(ip) });
    // The reference of byMac is no commonName, so the strict path refuses this earlier than for its content.
    expect(summary(await ask(labCa, bytes, '/cmp/lightweight'))).toMatch(/^error rejection/);
  });

  it('may name another hash by hashAlg, in version 3', async () => {
    const issued = await issue();
    const certHash = await nodeCrypto.digest('sha512', certificateIn(issued.ip));
    const status = { certHash, certReqId: 0, hashAlg: { algorithm: HASH_OIDS.sha512 } };
    expect(summary(await confirm(issued, [status], 2))).toBe('error rejection badCertId');
    expect(summary(await confirm(issued, [status], 3))).toBe('pkiconf');
  });

  it('has to name a hash by hashAlg where the signature of the certificate, as ML-DSA, implies none', async () => {
    const issued = await issue({ keyType: 'ml-dsa-44' });
    const { certHash } = issued;
    expect(summary(await confirm(issued, [{ certHash, certReqId: 0 }], 3))).toBe('error rejection badCertId');
    const status = { certHash, certReqId: 0, hashAlg: { algorithm: HASH_OIDS.sha256 } };
    expect(summary(await confirm(issued, [status], 3))).toBe('pkiconf');
  });

  const rows: readonly [what: string, change: (status: CertStatus) => readonly CertStatus[], failInfo: string][] = [
    ['another hash', (it) => [{ ...it, certHash: new Uint8Array(32) }], 'badCertId'],
    ['another certReqId', (it) => [{ ...it, certReqId: 1 }], 'badRequest'],
    ['two certificates', (it) => [it, it], 'badRequest'],
    ['accepted, yet with a failInfo', (it) => [{ ...it, statusInfo: { status: 0, failInfo: [2] } }], 'badRequest'],
    ['a status that confirms nothing', (it) => [{ ...it, statusInfo: { status: 3 } }], 'badRequest'],
  ];
  it.each(rows)('is refused with %s, and may then come right', async (_, change, failInfo) => {
    const issued = await issue();
    const right = { certHash: issued.certHash, certReqId: 0 };
    expect(summary(await confirm(issued, change(right)))).toBe(`error rejection ${failInfo}`);
    expect(summary(await confirm(issued, [right]))).toBe('pkiconf');
  });

  it('is refused with the nonce of another message', async () => {
    const { labCa, ip, certHash } = await issue();
    const body: PKIBody = { type: 'certConf', value: [{ certHash, certReqId: 0 }] };
    for (const recipNonce of [undefined, nodeCrypto.randomBytes(16)]) {
      const { transactionID } = following(ip);
      const header = { ...(transactionID && { transactionID }), ...(recipNonce && { recipNonce }) };
      expect(summary(await ask(labCa, await craft({ body, header })))).toBe('error rejection badRecipientNonce');
    }
  });

  it('is refused with a senderNonce that was used before', async () => {
    const { labCa, ip, certHash } = await issue();
    const senderNonce = ip.header.value.recipNonce;
    const header = { ...following(ip), ...(senderNonce && { senderNonce }) };
    const bytes = await craft({ body: { type: 'certConf', value: [{ certHash, certReqId: 0 }] }, header });
    expect(summary(await ask(labCa, bytes))).toBe('error rejection badSenderNonce');
  });

  it('is refused the second time: certConfirmed, except for the same octets again', async () => {
    const { labCa, ip, certHash } = await issue();
    const body: PKIBody = { type: 'certConf', value: [{ certHash, certReqId: 0 }] };
    const bytes = await craft({ body, header: following(ip) });
    const pkiconf = await ask(labCa, bytes);
    expect(await ask(labCa, bytes)).toEqual(pkiconf);
    const again = await craft({ body, header: following(pkiconf) });
    expect(summary(await ask(labCa, again))).toBe('error rejection certConfirmed');
  });

  it('is refused when it comes too late', async () => {
    let now = Date.now();
    const issued = await issue({ clock: () => new Date(now), confirmWaitSeconds: 10 });
    now += 11_000;
    const answer = await confirm(issued, [{ certHash: issued.certHash, certReqId: 0 }]);
    expect(summary(answer)).toBe('error rejection certRevoked');
  });

  it('is refused where there is nothing to confirm', async () => {
    const labCa = await createTestLab();
    const value = [{ certHash: new Uint8Array(32), certReqId: 0 }];
    const stranger = await craft({ body: { type: 'certConf', value } });
    expect(summary(await ask(labCa, stranger))).toBe('error rejection badRequest');
    const genp = await ask(labCa, await craft({ body: { type: 'genm', value: [] } }));
    const bytes = await craft({ body: { type: 'certConf', value }, header: following(genp) });
    expect(summary(await ask(labCa, bytes))).toBe('error rejection badRequest');
  });
});

describe('implicit confirmation', () => {
  const { oid, value } = INFO_TYPES.implicitConfirm;
  const asking = { generalInfo: [{ infoType: oid, infoValue: encode(value, null) }] };
  const infoTypes = ({ header }: PKIMessage) => (header.value.generalInfo ?? []).map(({ infoType }) => infoType);
  const send = async (path: string, header = {}) => {
    const body: PKIBody = { type: 'ir', value: [await craftCertReqMsg()] };
    return ask(await createTestLab(), await craft({ body, header }), path);
  };

  it('is granted to those who ask', async () => {
    expect(infoTypes(await send('/cmp', asking))).toEqual([oid]);
  });

  it('is not granted to others: they learn how long we wait', async () => {
    const { generalInfo = [] } = (await send('/cmp')).header.value;
    expect(generalInfo.map(({ infoType }) => infoType)).toEqual([INFO_TYPES.confirmWaitTime.oid]);
    const until = decode(INFO_TYPES.confirmWaitTime.value, generalInfo[0]?.infoValue ?? new Uint8Array());
    expect(until.getTime()).toBeGreaterThan(Date.now() + 290_000);
  });

  it('is not granted where the path says so', async () => {
    expect(infoTypes(await send('/cmp/explicit-confirm', asking))).toEqual([INFO_TYPES.confirmWaitTime.oid]);
  });
});
