import {
  encodeUnprotected,
  INFO_TYPES,
  type InfoTypeAndValue,
  type PKIBody,
  PKIHeader,
  PKIMessage,
  protectionKind,
} from '@crypto-cmp/cmp';
import { decode, encode, equalBytes } from '@crypto-cmp/der';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { ask, type Craft, craft, craftCertReqMsg, following, summary } from '../../test/crafting.ts';
import { byMac, bySignature, enrollHolder, subjectOf } from '../../test/requesting.ts';
import { createTestLab, REFERENCE, runTestLab } from '../../test/running-lab.ts';
import type { LabCa } from '../create-lab-ca.ts';

let labCa: LabCa;
let ir: PKIBody;
beforeAll(async () => {
  labCa = await createTestLab();
  ir = { type: 'ir', value: [await craftCertReqMsg()] };
});

describe('the header of a request', () => {
  const implicitConfirm: InfoTypeAndValue = {
    infoType: INFO_TYPES.implicitConfirm.oid,
    infoValue: encode(INFO_TYPES.implicitConfirm.value, null),
  };
  const anHour = 3_600_000;
  const rows: readonly [what: string, craft: Omit<Craft, 'body'>, failInfo: string][] = [
    ['pvno 1', { header: { pvno: 1 } }, 'unsupportedVersion'],
    ['pvno 4', { header: { pvno: 4 } }, 'unsupportedVersion'],
    ['no transactionID', { without: ['transactionID'] }, 'badDataFormat'],
    ['no senderNonce', { without: ['senderNonce'] }, 'badSenderNonce'],
    ['a senderNonce of 15 octets', { header: { senderNonce: nodeCrypto.randomBytes(15) } }, 'badSenderNonce'],
    ['a recipNonce', { header: { recipNonce: nodeCrypto.randomBytes(16) } }, 'badRecipientNonce'],
    ['a messageTime an hour ago', { header: { messageTime: new Date(Date.now() - anHour) } }, 'badTime'],
    ['a messageTime in an hour', { header: { messageTime: new Date(Date.now() + anHour) } }, 'badTime'],
    [
      'an implicitConfirm that is not NULL',
      { header: { generalInfo: [{ ...implicitConfirm, infoValue: Uint8Array.of(0x02, 0x01, 0x00) }] } },
      'badDataFormat',
    ],
    ['an unknown reference', { protector: byMac({ referenceId: '43' }) }, 'badMessageCheck'],
    ['a wrong secret', { protector: byMac({ secret: 'another secret' }) }, 'badMessageCheck'],
    ['another senderKID', { header: { senderKID: new Uint8Array(3) } }, 'badMessageCheck'],
  ];

  it.each(rows)('is refused with %s', async (_, defect, failInfo) => {
    const answer = await ask(labCa, await craft({ body: ir, ...defect }));
    expect(summary(answer)).toBe(`error rejection ${failInfo}`);
  });

  it('may lack a messageTime', async () => {
    expect(summary(await ask(labCa, await craft({ body: ir, without: ['messageTime'] })))).toBe('ip accepted');
  });

  it('has no implicitConfirm outside of enrollments', async () => {
    const bytes = await craft({ body: { type: 'genm', value: [] }, header: { generalInfo: [implicitConfirm] } });
    expect(summary(await ask(labCa, bytes))).toBe('error rejection badRequest');
  });
});

describe('the protection of a request', () => {
  it('is needed', async () => {
    const { protectionAlg: _, ...header } = decode(PKIMessage, await craft({ body: ir })).header.value;
    const answer = await ask(labCa, encodeUnprotected({ header, body: ir }));
    expect(summary(answer)).toBe('error rejection badMessageCheck');
  });

  it.each([
    ['fewer iterations than RFC 4211 demands', 99],
    ['so many iterations that they would keep us busy', 100_001],
  ])('is refused with %s', async (_, iterations) => {
    const protector = byMac({ parameters: { algorithm: 'passwordBasedMac', iterations } });
    const answer = await ask(labCa, await craft({ body: ir, protector }));
    expect(summary(answer)).toBe('error rejection badMessageCheck');
  });

  it('is refused by an algorithm that nobody has here', async () => {
    const message = decode(PKIMessage, await craft({ body: ir }));
    for (const algorithm of ['1.2.3.4', '1.2.840.113533.7.66.30']) {
      const header = { ...message.header.value, protectionAlg: { algorithm } };
      const bytes = encode(PKIMessage, { ...message, header: { value: header, der: encode(PKIHeader, header) } });
      expect(summary(await ask(labCa, bytes))).toBe('error rejection badAlg');
    }
  });

  it('says the same of a wrong secret and an unknown reference, so that nobody can find references', async () => {
    const texts = await Promise.all(
      [byMac({ secret: 'another secret' }), byMac({ referenceId: '43' })].map(async (protector) => {
        const { value } = (await ask(labCa, await craft({ body: ir, protector }))).body;
        return value.type === 'error' ? value.value.pKIStatusInfo.statusString : undefined;
      }),
    );
    expect(texts[0]).toBeDefined();
    expect(texts[0]).toEqual(texts[1]);
  });

  it('by a MAC is answered by a MAC of the same kind, and the signature by a signature', async () => {
    const parameters = { algorithm: 'pbmac1', hash: 'sha512', macHash: 'sha384', iterations: 200 } as const;
    const request = await craft({ body: ir, protector: byMac({ parameters }) });
    const answer = await ask(labCa, request);
    const asked = decode(PKIMessage, request).header.value.protectionAlg;
    expect(answer.header.value.protectionAlg?.algorithm).toBe(asked?.algorithm);

    const lab = await runTestLab();
    try {
      const protector = bySignature(await enrollHolder(lab));
      const signed = await ask(lab.labCa, await craft({ body: { type: 'genm', value: [] }, protector }));
      const { protectionAlg } = signed.header.value;
      expect(protectionAlg && protectionKind(protectionAlg)).toBe('signature');
    } finally {
      await lab.stop();
    }
  });

  it('that is wrong is answered with a signature, since no secret is known to be shared', async () => {
    const answer = await ask(labCa, await craft({ body: ir, protector: byMac({ secret: 'another secret' }) }));
    const { protectionAlg } = answer.header.value;
    expect(protectionAlg && protectionKind(protectionAlg)).toBe('signature');
    expect(answer.extraCerts?.[0]).toEqual(labCa.issuingCertificate);
  });
});

describe('what is no message', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['an ASN.1 NULL', Uint8Array.of(0x05, 0x00)],
    ['half a message', async () => (await craft({ body: ir })).subarray(0, 100)],
  ])('%s is refused as badDataFormat', async (_, bytes) => {
    const body = typeof bytes === 'function' ? await bytes() : bytes;
    expect(summary(await ask(labCa, body))).toBe('error rejection badDataFormat');
  });

  it('is refused by its media type before anybody looks at it', async () => {
    const body = await craft({ body: ir });
    for (const contentType of [undefined, 'text/plain', 'application/pkixcmp-poll']) {
      expect(await labCa.handle({ path: '/cmp', contentType, body })).toMatchObject({ status: 415 });
    }
  });

  it('is not looked for at paths that do not exist', async () => {
    const body = await craft({ body: ir });
    expect(await labCa.handle({ path: '/', contentType: 'application/pkixcmp', body })).toMatchObject({ status: 404 });
  });

  it.each(['krr', 'ccr'] as const)('%s is a message, and not one for us', async (type) => {
    const answer = await ask(labCa, await craft({ body: { type, value: [await craftCertReqMsg()] } }));
    expect(summary(answer)).toBe('error rejection badRequest');
  });
});

describe('an answer', () => {
  it('goes back to the sender, with its nonce, its transactionID and a nonce of our own', async () => {
    const request = await craft({ body: ir });
    const asked = decode(PKIMessage, request).header.value;
    const { header } = await ask(labCa, request);
    expect(header.value).toMatchObject({
      pvno: 2,
      recipient: asked.sender,
      recipNonce: asked.senderNonce,
      transactionID: asked.transactionID,
    });
    expect(header.value.senderNonce).toHaveLength(16);
    expect(equalBytes(header.value.senderNonce ?? new Uint8Array(), asked.senderNonce ?? new Uint8Array())).toBe(false);
  });

  it('has the version of the request, or the nearest', async () => {
    for (const [asked, answered] of [
      [3, 3],
      [2, 2],
      [1, 2],
      [9, 3],
    ] as const) {
      const { header } = await ask(labCa, await craft({ body: ir, header: { pvno: asked } }));
      expect(header.value.pvno).toBe(answered);
    }
  });

  it('to the same octets is the same again, and nothing is issued twice', async () => {
    const bytes = await craft({ body: ir });
    const first = await labCa.handle({ path: '/cmp', contentType: 'application/pkixcmp', body: bytes });
    const again = await labCa.handle({ path: '/cmp', contentType: 'application/pkixcmp', body: bytes });
    expect(again.body).toEqual(first.body);
    const [one, two] = await Promise.all([ask(labCa, bytes), ask(labCa, bytes)]);
    expect(one).toEqual(two);
  });

  it('to other octets with a transactionID in use is transactionIdInUse', async () => {
    const first = await ask(labCa, await craft({ body: ir }));
    const { transactionID } = following(first);
    const bytes = await craft({ body: ir, header: { ...(transactionID && { transactionID }) } });
    expect(summary(await ask(labCa, bytes))).toBe('error rejection transactionIdInUse');
  });

  it('to the same octets at another path is not the same: they are another request there', async () => {
    const bytes = await craft({ body: ir });
    expect(summary(await ask(labCa, bytes, '/cmp'))).toBe('ip accepted');
    expect(summary(await ask(labCa, bytes, '/cmp/waiting'))).toBe('error rejection transactionIdInUse');
  });

  it('cannot be had for a stranger who repeats a transactionID', async () => {
    const first = await ask(labCa, await craft({ body: ir }));
    const { transactionID } = following(first);
    const header = { ...(transactionID && { transactionID }) };
    const answer = await ask(labCa, await craft({ body: ir, header, protector: byMac({ secret: 'another secret' }) }));
    expect(summary(answer)).toBe('error rejection badMessageCheck');
  });
});

describe('the path', () => {
  it.each([
    ['/.well-known/cmp', 'ip accepted'],
    ['/.well-known/cmp/p/any-name', 'ip accepted'],
    ['/.well-known/cmp/p/any-name/initialization', 'ip accepted'],
    ['/.well-known/cmp/initialization', 'ip accepted'],
    ['/cmp/initialization', 'ip accepted'],
    ['/cmp/initialization?x=y', 'ip accepted'],
    ['/cmp/certification', 'error rejection badRequest'],
    ['/cmp/explicit-confirm/revocation', 'error rejection badRequest'],
  ])('%s answers an ir with %s', async (path, outcome) => {
    expect(summary(await ask(labCa, await craft({ body: ir }), path))).toBe(outcome);
  });
});

describe('the sender under a MAC', () => {
  it('may be anybody, except where RFC 9483 is to be held', async () => {
    const named = (name: string) => ({ sender: { type: 'directoryName', value: subjectOf(name) } }) as const;
    expect(summary(await ask(labCa, await craft({ body: ir, header: named('ap-7') })))).toBe('ip accepted');
    const strict = async (name: string) =>
      ask(labCa, await craft({ body: ir, header: named(name) }), '/cmp/lightweight');
    expect(summary(await strict('ap-7'))).toBe('error rejection badMessageCheck');
    expect(summary(await strict(REFERENCE.referenceId))).toBe('ip accepted');
  });
});
