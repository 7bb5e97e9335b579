import { type PKIBody, PKIMessage, protectPKIMessage } from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';
import {
  createBasicConstraints,
  createCertificate,
  createKeyUsage,
  createSerialNumber,
  type Extension,
  parseCertificate,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ask, certificateIn, craft, craftCertReqMsg, summary } from '../../test/crafting.ts';
import {
  byMac,
  bySignature,
  enrollHolder,
  type Holder,
  run,
  enrollRequest,
  granted,
  subjectOf,
} from '../../test/requesting.ts';
import { type RunningLab, runTestLab } from '../../test/running-lab.ts';

const DAY_MS = 86_400_000;
const genm: PKIBody = { type: 'genm', value: [] };

describe('a signed request', () => {
  let lab: RunningLab;
  let holder: Holder;
  let maker: Holder;
  beforeAll(async () => {
    maker = await selfSigned('Device Maker');
    lab = await runTestLab({ trustedIssuers: [parseCertificate(maker.certificate)] });
    holder = await enrollHolder(lab);
  });
  afterAll(async () => {
    await lab.stop();
  });

  it('is answered when its certificate is ours', async () => {
    expect(summary(await ask(lab.labCa, await craft({ body: genm, protector: bySignature(holder) })))).toBe('genp');
  });

  it.each([
    ['another sender than the signer', { header: { sender: { type: 'directoryName', value: subjectOf('other') } } }],
    ['a senderKID that is not the signer', { header: { senderKID: new Uint8Array(20) } }],
  ] as const)('is refused with %s', async (_, { header }) => {
    const bytes = await craft({ body: genm, header, protector: bySignature(holder) });
    expect(summary(await ask(lab.labCa, bytes))).toBe('error rejection badMessageCheck');
  });

  it('may lack a senderKID, except where RFC 9483 is to be held', async () => {
    const bytes = async (): Promise<Uint8Array> => withoutSenderKID(holder);
    expect(summary(await ask(lab.labCa, await bytes()))).toBe('genp');
    expect(summary(await ask(lab.labCa, await bytes(), '/cmp/lightweight'))).toBe('error rejection badMessageCheck');
  });

  it('is refused when a bit of it was changed', async () => {
    const message = decode(PKIMessage, await craft({ body: genm, protector: bySignature(holder) }));
    const protection = Uint8Array.from(message.protection ?? []);
    protection[10] = (protection[10] ?? 0) ^ 1;
    const answer = await ask(lab.labCa, encode(PKIMessage, { ...message, protection }));
    expect(summary(answer)).toBe('error rejection badMessageCheck');
  });

  it('is refused without its certificate', async () => {
    const { extraCerts: _, ...message } = decode(
      PKIMessage,
      await craft({ body: genm, protector: bySignature(holder) }),
    );
    expect(summary(await ask(lab.labCa, encode(PKIMessage, message)))).toBe('error rejection badMessageCheck');
  });

  it('is refused when nobody vouches for its certificate', async () => {
    const bytes = await craft({ body: genm, protector: bySignature(await selfSigned('Nobody')) });
    expect(summary(await ask(lab.labCa, bytes))).toBe('error rejection signerNotTrusted');
  });

  it('is refused when its certificate claims our name and is not ours', async () => {
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    const certificate = await issue('device', key, { subject: lab.issuing.subject, signer: key.signer });
    const bytes = await craft({ body: genm, protector: bySignature({ key, certificate, chain: [] }) });
    expect(summary(await ask(lab.labCa, bytes))).toBe('error rejection signerNotTrusted');
  });

  it('is refused when its key is not for signing', async () => {
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    const message = await craftCertReqMsg({ key, template: { extensions: [createKeyUsage(['keyAgreement'])] } });
    const answer = await ask(lab.labCa, await craft({ body: { type: 'ir', value: [message] } }));
    const encryptor = { key, certificate: certificateIn(answer), chain: [] };
    const bytes = await craft({ body: genm, protector: bySignature(encryptor) });
    expect(summary(await ask(lab.labCa, bytes))).toBe('error rejection badMessageCheck');
  });

  it('is refused when its certificate waits for confirmation, and when that never came', async () => {
    let now = Date.now();
    const clocked = await runTestLab({ clock: () => new Date(now), confirmWaitSeconds: 10 });
    try {
      const key = await nodeCrypto.generateKeyPair('ec-p256');
      const body: PKIBody = { type: 'ir', value: [await craftCertReqMsg({ key })] };
      const certificate = certificateIn(await ask(clocked.labCa, await craft({ body })));
      const protector = bySignature({ key, certificate, chain: [] });
      expect(summary(await ask(clocked.labCa, await craft({ body: genm, protector })))).toBe(
        'error rejection signerNotTrusted',
      );
      now += 11_000;
      expect(summary(await ask(clocked.labCa, await craft({ body: genm, protector })))).toBe(
        'error rejection certRevoked',
      );
    } finally {
      await clocked.stop();
    }
  });

  it('is refused when its certificate has expired', async () => {
    let now = Date.now();
    const clocked = await runTestLab({ clock: () => new Date(now), lifetimeSeconds: 60 });
    try {
      const protector = bySignature(await enrollHolder(clocked));
      now += 61_000;
      expect(summary(await ask(clocked.labCa, await craft({ body: genm, protector })))).toBe(
        'error rejection signerNotTrusted',
      );
    } finally {
      await clocked.stop();
    }
  });

  it('with the certificate of a device maker may ask by ir, and not by cr', async () => {
    const device = await madeBy(maker);
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    granted(await run(lab, { request: enrollRequest('ir', key), protector: bySignature(device) }));
    const { outcome } = await run(lab, { request: enrollRequest('cr', key), protector: bySignature(device) });
    expect(outcome).toMatchObject({ failure: { code: 'request-rejected', claim: { failInfo: ['notAuthorized'] } } });
  });

  it('with the certificate of a device maker cannot update that', async () => {
    const device = await madeBy(maker);
    const body: PKIBody = { type: 'kur', value: [await craftCertReqMsg()] };
    const answer = await ask(lab.labCa, await craft({ body, protector: bySignature(device) }));
    expect(summary(answer)).toBe('kup rejection badCertId');
  });

  it('cannot be continued by another credential', async () => {
    const body: PKIBody = { type: 'ir', value: [await craftCertReqMsg()] };
    const answer = await ask(lab.labCa, await craft({ body, protector: bySignature(holder) }));
    const { transactionID, senderNonce } = answer.header.value;
    const header = { ...(transactionID && { transactionID }), ...(senderNonce && { recipNonce: senderNonce }) };
    const confirm = async (protector: Parameters<typeof craft>[0]['protector']): Promise<string> =>
      summary(
        await ask(
          lab.labCa,
          await craft({ body: { type: 'certConf', value: [] }, header, ...(protector && { protector }) }),
        ),
      );
    expect(await confirm(byMac())).toBe('error rejection wrongIntegrity');
    expect(await confirm(bySignature(await enrollHolder(lab)))).toBe('error rejection badMessageCheck');
    expect(await confirm(bySignature(holder))).toBe('pkiconf');
  });
});

async function withoutSenderKID({ key, certificate, chain }: Holder): Promise<Uint8Array> {
  const complete = decode(PKIMessage, await craft({ body: genm, protector: bySignature({ key, certificate, chain }) }));
  const { senderKID: _, protectionAlg: __, ...header } = complete.header.value;
  // A signer whose certificate has no key identifier sends none; its certificate is then put in place of ours.
  const anonymous = await selfSigned('without key identifier', key);
  const bytes = await protectPKIMessage(
    { header, body: genm },
    { kind: 'signature', signer: key.signer, certificate: anonymous.certificate, chain: [] },
    nodeCrypto,
  );
  return encode(PKIMessage, { ...decode(PKIMessage, bytes), extraCerts: [certificate, ...chain] });
}

async function selfSigned(name: string, key?: Holder['key']): Promise<Holder> {
  const pair = key ?? (await nodeCrypto.generateKeyPair('ec-p256'));
  const certificate = await issue(name, pair, { subject: subjectOf(name), signer: pair.signer }, [
    createBasicConstraints({ cA: true }),
  ]);
  return { key: pair, certificate, chain: [] };
}

async function madeBy(maker: Holder): Promise<Holder> {
  const key = await nodeCrypto.generateKeyPair('ec-p256');
  const issuer = { subject: parseCertificate(maker.certificate).subject, signer: maker.key.signer };
  return { key, certificate: await issue('serial 4711', key, issuer), chain: [] };
}

async function issue(
  name: string,
  key: Holder['key'],
  issuer: { readonly subject: Uint8Array; readonly signer: Holder['key']['signer'] },
  extensions: readonly Extension[] = [],
): Promise<Uint8Array> {
  return createCertificate({
    serialNumber: createSerialNumber(nodeCrypto),
    issuer: issuer.subject,
    subject: subjectOf(name),
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
    subjectPublicKeyInfo: key.publicKey,
    extensions,
    signer: issuer.signer,
  });
}
