import { addProtection, createBatch, PKIMessage, readNestedMessage, type PKIBody } from '@crypto-cmp/cmp';
import { decode } from '@crypto-cmp/der';
import { KEY_PURPOSES, parseCertificate } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ask, craft, craftCertReqMsg, summary } from '../test/crafting.ts';
import { enrollAuthority, nestingContext, runAuthority } from '../test/registration-authority.ts';
import {
  byMac,
  bySignature,
  enrollHolder,
  enrollRequest,
  granted,
  type Holder,
  requestFor,
  run,
} from '../test/requesting.ts';
import { type RunningLab, runTestLab } from '../test/running-lab.ts';

const GENM: PKIBody = { type: 'genm', value: [] };

let lab: RunningLab;
let authority: Holder;
let device: Holder;
beforeAll(async () => {
  lab = await runTestLab();
  authority = await enrollAuthority(lab);
  device = await enrollHolder(lab);
});
afterAll(async () => {
  await lab.stop();
});

describe('a registration authority', () => {
  it.each(['mac', 'signature'] as const)(
    'adds its protection to each message of a transaction under a %s, to the end',
    async (kind) => {
      const ra = await runAuthority({ lab, holder: authority, path: '/cmp/explicit-confirm' });
      const key = await nodeCrypto.generateKeyPair('ec-p256');
      const request = await requestFor(kind === 'mac' ? 'ir' : 'kur', key);
      const protector = kind === 'mac' ? byMac() : bySignature(await enrollHolder(lab));
      const { outcome, steps } = await run({ ...lab, url: ra.url }, { request, protector });
      await ra.stop();
      expect(outcome).toMatchObject({ type: 'succeeded' });
      expect(steps.flatMap(({ received }) => received?.bodyType ?? [])).toEqual([
        kind === 'mac' ? 'ip' : 'kup',
        'pkiconf',
      ]);
    },
  );

  it('lets messages of several transactions travel together, and their answers', async () => {
    const ra = await runAuthority({ lab, holder: authority, batch: 3 });
    const runs = Array.from({ length: 3 }, async (_, at) => {
      const key = await nodeCrypto.generateKeyPair('ec-p256');
      const request = enrollRequest('ir', key, `device-${at}`);
      return granted(await run({ ...lab, url: ra.url }, { request }));
    });
    const certificates = (await Promise.all(runs)).map(({ certificate }) => parseCertificate(certificate));
    await ra.stop();
    expect(new Set(certificates.map(({ serialNumber }) => String(serialNumber))).size).toBe(3);
  });

  it('gets a negative answer in its place where one message of a batch is bad', async () => {
    const good = await craft({ body: GENM });
    const bad = await craft({ body: GENM, protector: byMac({ secret: 'another secret' }) });
    const batch = await createBatch([bad, good], nestingContext({ lab, holder: authority }));
    const answer = await ask(lab.labCa, batch);
    const inner = readNestedMessage(answer).messages.map(({ message }) => summary(message));
    expect(inner).toEqual(['error rejection badMessageCheck', 'genp']);
    expect(answer.header.value.recipNonce).toEqual(decode(PKIMessage, batch).header.value.senderNonce);
  });

  it('gets the same answers again to the same messages, whatever carries them', async () => {
    const message = await craft({ body: { type: 'ir', value: [await craftCertReqMsg()] } });
    const direct = await ask(lab.labCa, message);
    const context = nestingContext({ lab, holder: authority });
    expect(await ask(lab.labCa, await addProtection(message, context))).toEqual(direct);
    const [inner] = readNestedMessage(await ask(lab.labCa, await createBatch([message], context))).messages;
    expect(inner?.message).toEqual(direct);
  });

  it.each([
    ['by a device, without cmcRA', () => device, 'error rejection notAuthorized'],
    ['twice', () => authority, 'error rejection badRequest'],
  ])('is refused when it is nested %s', async (what, holder, expected) => {
    const context = nestingContext({ lab, holder: holder() });
    const once = await addProtection(await craft({ body: GENM }), context);
    const message = what === 'twice' ? await addProtection(once, context) : once;
    expect(summary(await ask(lab.labCa, message))).toBe(expected);
  });

  it('is refused with a nested message under a MAC, or with what is none in it', async () => {
    const inner = await craft({ body: GENM });
    const byShared = await craft({ body: { type: 'nested', value: [inner] } });
    expect(summary(await ask(lab.labCa, byShared))).toBe('error rejection wrongIntegrity');
    const empty = await craft({
      body: { type: 'nested', value: [Uint8Array.of(0x30, 0x00)] },
      protector: bySignature(authority),
    });
    expect(summary(await ask(lab.labCa, empty))).toBe('error rejection badDataFormat');
  });

  it('is refused at a path for another operation, and anything else at the path for nested messages', async () => {
    const message = await addProtection(await craft({ body: GENM }), nestingContext({ lab, holder: authority }));
    expect(summary(await ask(lab.labCa, message, '/cmp/initialization'))).toBe('error rejection badRequest');
    expect(summary(await ask(lab.labCa, message, '/cmp/nested'))).toBe('genp');
    expect(summary(await ask(lab.labCa, await craft({ body: GENM }), '/cmp/nested'))).toBe(
      'error rejection badRequest',
    );
  });
});

describe('raVerified', () => {
  const wish = async () => craftCertReqMsg({ popo: { type: 'raVerified', value: null } });

  it('is taken from a registration authority, in the name of others', async () => {
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    const request = { ...enrollRequest('ir', key, 'another-device'), raVerified: true } as const;
    expect(granted(await run(lab, { request, protector: bySignature(authority) })).type).toBe('succeeded');
  });

  it('is taken from nobody else, and in no update', async () => {
    const rows = [
      ['ir', bySignature(device)],
      ['ir', byMac()],
      ['kur', bySignature(authority)],
    ] as const;
    for (const [type, protector] of rows) {
      const answer = await ask(lab.labCa, await craft({ body: { type, value: [await wish()] }, protector }));
      expect(summary(answer)).toBe(`${type === 'ir' ? 'ip' : 'kup'} rejection notAuthorized`);
    }
  });

  it('needs a certificate that only one path grants', async () => {
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    const request = { ...enrollRequest('ir', key), usages: { extendedKeyUsage: [KEY_PURPOSES.cmcRA] } } as const;
    expect((await run(lab, { request })).outcome).toMatchObject({
      failure: { claim: { failInfo: ['notAuthorized'] } },
    });
  });
});

describe('rr', () => {
  it('by a registration authority revokes the certificate of somebody who lost the key', async () => {
    const { issuer, serialNumber } = parseCertificate((await enrollHolder(lab)).certificate);
    const body: PKIBody = { type: 'rr', value: [{ certDetails: { issuer, serialNumber } }] };
    expect(summary(await ask(lab.labCa, await craft({ body, protector: bySignature(device) })))).toBe(
      'rp rejection notAuthorized',
    );
    expect(summary(await ask(lab.labCa, await craft({ body, protector: bySignature(authority) })))).toBe('rp accepted');
  });
});
