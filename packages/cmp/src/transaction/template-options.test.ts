import { decode, utf8String } from '@crypto-cmp/der';
import {
  basicConstraints,
  createExtendedKeyUsage,
  type Extension,
  extendedKeyUsage,
  KEY_PURPOSES,
  keyUsage,
  type Signer,
  SubjectPublicKeyInfo,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { CONTROL_TYPES, type ControlType } from '../messages/crmf/control-types.ts';
import type { CertReqMsg } from '../messages/crmf/cert-req-msg.ts';
import { verifyPopo } from '../proof-of-possession/verify-popo.ts';
import { keyUsageOf } from '../testing/test-ca.ts';
import { bodyOf, createTestBench, headerOf, name, type TestBench } from '../testing/test-transaction.ts';
import { startTransaction } from './start-transaction.ts';
import type { TransactionContext } from './transaction-context.ts';
import type { EnrollTemplate, TransactionRequest, SigningKey, UpdateTemplate } from './transaction-request.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

describe('a template', () => {
  it('wishes for usages, constraints and policies', async () => {
    const { certReq } = await sent({
      usages: {
        keyUsage: ['digitalSignature', 'keyAgreement'],
        extendedKeyUsage: [KEY_PURPOSES.clientAuth],
        basicConstraints: { cA: false },
        certificatePolicies: ['1.2.3.4'],
        certificatePoliciesCritical: true,
      },
    });
    const { extensions = [] } = certReq.value.certTemplate;
    expect(keyUsage({ extensions })).toEqual(new Set(['digitalSignature', 'keyAgreement']));
    expect(extendedKeyUsage({ extensions })).toEqual(new Set([KEY_PURPOSES.clientAuth]));
    expect(basicConstraints({ extensions })).toEqual({ cA: false });
    const policies = Uint8Array.from(Buffer.from('3007300506032a0304', 'hex'));
    expect(extensions.find(({ extnID }) => extnID === '2.5.29.32')).toEqual({
      extnID: '2.5.29.32',
      critical: true,
      extnValue: policies,
    });
  });

  it('wishes for an issuer and a validity', async () => {
    const issuer = name('CN=Test CA');
    const notAfter = new Date('2027-01-01T00:00:00Z');
    const { certTemplate } = (await sent({ issuer, validity: { notAfter } })).certReq.value;
    expect(certTemplate).toMatchObject({ issuer, validity: { notAfter: { value: notAfter } } });
  });

  it('has no extension twice', async () => {
    const usages = { extendedKeyUsage: [KEY_PURPOSES.clientAuth] };
    const extensions = [createExtendedKeyUsage([KEY_PURPOSES.serverAuth])];
    await expect(sent({ usages, extensions })).rejects.toThrow(TypeError);
  });
});

describe('controls', () => {
  it('are none unless there are some', async () => {
    expect((await sent({})).certReq.value.controls).toBeUndefined();
  });

  it('hold what a registration authority asks for', async () => {
    const { publicKey } = await nodeCrypto.generateKeyPair('rsa-2048');
    const message = await sent({
      controls: {
        regToken: 'a token',
        authenticator: "mother's maiden name",
        publication: { action: 'dontPublish' },
        protocolEncrKey: publicKey,
      },
    });
    expect(read(message, CONTROL_TYPES.regToken)).toBe('a token');
    expect(read(message, CONTROL_TYPES.authenticator)).toBe("mother's maiden name");
    expect(read(message, CONTROL_TYPES.pkiPublicationInfo)).toEqual({ action: 0 });
    expect(read(message, CONTROL_TYPES.protocolEncrKey)).toEqual(decode(SubjectPublicKeyInfo, publicKey));
  });

  it('say where to publish', async () => {
    const location = { type: 'uniformResourceIdentifier', value: 'http://example.com/certs' } as const;
    const places = [{ method: 'web', location }] as const;
    const publication = { action: 'pleasePublish', places } as const;
    expect(read(await sent({ controls: { publication } }), CONTROL_TYPES.pkiPublicationInfo)).toEqual({
      action: 1,
      pubInfos: [{ pubMethod: 2, pubLocation: location }],
    });
    const anywhere = await sent({ controls: { publication: { action: 'pleasePublish' } } });
    expect(read(anywhere, CONTROL_TYPES.pkiPublicationInfo)).toEqual({ action: 1 });
  });

  it('are under the proof of possession', async () => {
    const message = await sent({ controls: { regToken: 'a token' } });
    await expect(verifyPopo(message, nodeCrypto)).resolves.toBeUndefined();
    const { certReq: other } = await sent({ controls: { regToken: 'another' } });
    await expect(verifyPopo({ ...message, certReq: other }, nodeCrypto)).rejects.toMatchObject({ code: 'popo-wrong' });
  });

  it('are not empty secrets', async () => {
    await expect(sent({ controls: { regToken: '' } })).rejects.toThrow(TypeError);
  });
});

describe('regInfo', () => {
  it('holds pairs of names and values, with what ends them written out', async () => {
    const { regInfo = [] } = await sent({ registrationInfo: { version: '1', corp_company: 'Why? 100%' } });
    expect(regInfo.map(({ type }) => type)).toEqual(['1.3.6.1.5.5.7.5.2.1']);
    expect(decode(utf8String, regInfo[0]?.value ?? new Uint8Array())).toBe('version?1%corp_company?Why%3f 100%25%');
  });

  it.each(['', '1st'])('has no name %j', async (key) => {
    await expect(sent({ registrationInfo: { [key]: 'x' } })).rejects.toThrow(TypeError);
  });
});

describe('a kur', () => {
  it('carries further extensions over, unless they are not wanted, and what is given counts more', async () => {
    expect(keyUsage(wishesOf(await update({})))).toEqual(new Set(['digitalSignature']));
    const given = await update({ usages: { keyUsage: ['keyAgreement'] } });
    expect(keyUsage(wishesOf(given))).toEqual(new Set(['keyAgreement']));
    const { extensions } = wishesOf(await update({ keepExtensions: false }));
    expect(extensions.map(({ extnID }) => extnID)).toEqual(['2.5.29.17']);
  });

  it("carries over also what nobody knows here, and nothing that is the CA's own to say", async () => {
    const ofItsOwn = ['2.5.29.35', '2.5.29.31', '2.5.29.18', '1.3.6.1.5.5.7.1.1', '1.3.6.1.4.1.11129.2.4.2'];
    const kept = ['1.3.6.1.5.5.7.1.24', '1.2.3.4.5'];
    const certificate = await certified([...ofItsOwn, ...kept]);
    const { extensions } = wishesOf(await update({ certificate }));
    expect(extensions.map(({ extnID }) => extnID)).toEqual(['2.5.29.15', ...kept]);
  });

  it('carries no keyUsage over to a key of another kind', async () => {
    const { signer } = await nodeCrypto.generateKeyPair('ed25519');
    const { extensions } = wishesOf(await update({ keySigner: signer, certificate: await certified(['1.2.3.4.5']) }));
    expect(extensions.map(({ extnID }) => extnID)).toEqual(['1.2.3.4.5']);
  });

  it('can be about another certificate than that of its signer', async () => {
    const { certificate } = await bench.ca.issueIdentity('CN=ap-8', { extensions: [keyUsageOf('digitalSignature')] });
    const message = await update({ certificate: certificate.der });
    expect(message.certReq.value.certTemplate.subject).toEqual(name('CN=ap-8'));
    expect(read(message, CONTROL_TYPES.oldCertID)).toEqual({
      issuer: { type: 'directoryName', value: certificate.issuer },
      serialNumber: certificate.serialNumber,
    });
    const request = { operation: 'kur', certificate: certificate.der, keySigner: await newKey() } as const;
    const { recipient, sender } = headerOf(await startTransaction(request, bench.signature.context));
    expect(recipient).toEqual({ type: 'directoryName', value: certificate.issuer });
    expect(sender).toEqual({ type: 'directoryName', value: name('CN=ap-7') });
  });
});

async function sent(changes: Partial<EnrollTemplate & SigningKey>): Promise<CertReqMsg> {
  return messageOf(await bench.request(changes), bench.mac.context);
}

async function update(changes: Partial<UpdateTemplate & SigningKey>): Promise<CertReqMsg> {
  return messageOf({ operation: 'kur', keySigner: await newKey(), ...changes }, bench.signature.context);
}

/** Of a certificate with such extensions, whatever is in them, beside its keyUsage and key identifier. */
async function certified(extensions: readonly string[]): Promise<Uint8Array> {
  const extnValue = Uint8Array.of(5, 0);
  const further = extensions.map((extnID) => ({ extnID, critical: false, extnValue }));
  const { certificate } = await bench.ca.issueIdentity('CN=ap-8', {
    extensions: [keyUsageOf('digitalSignature'), ...further],
  });
  return certificate.der;
}

function wishesOf({ certReq }: CertReqMsg): { readonly extensions: readonly Extension[] } {
  return { extensions: certReq.value.certTemplate.extensions ?? [] };
}

async function newKey(): Promise<Signer> {
  return (await nodeCrypto.generateKeyPair('ec-p256')).signer;
}

async function messageOf(request: TransactionRequest, context: TransactionContext): Promise<CertReqMsg> {
  const body = bodyOf(await startTransaction(request, context));
  const [message] = body.type === 'ir' || body.type === 'kur' ? body.value : [];
  if (message === undefined) throw new TypeError('expected a CertReqMsg');
  return message;
}

function read<T>({ certReq }: CertReqMsg, { oid, value }: ControlType<T>): T | undefined {
  const control = certReq.value.controls?.find(({ type }) => type === oid);
  return control && decode(value, control.value);
}
