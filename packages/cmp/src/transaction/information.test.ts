import { encode } from '@crypto-cmp/der';
import { createKeyUsage } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { CONTROL_TYPES } from '../messages/crmf/control-types.ts';
import type { CertReqTemplateContent } from '../messages/cert-req-template-content.ts';
import type { InfoTypeAndValue } from '../messages/info-type-and-value.ts';
import { INFO_TYPES } from '../messages/info-types.ts';
import { body } from '../testing/forgeries.ts';
import { refusalOf } from '../testing/forged-answer.ts';
import { ask, genm, genp } from '../testing/information.ts';
import type { Forgery } from '../testing/test-ca.ts';
import { answerStep, bodyOf, createTestBench, headerOf, name, type TestBench } from '../testing/test-transaction.ts';
import { INFORMATION_CHECK_NAMES } from './check-name.ts';
import { dueEffect } from './due-effect.ts';
import { startTransaction } from './start-transaction.ts';
import type { Question } from './transaction-request.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

describe('a genm', () => {
  it.each([
    ['caCerts', '17'],
    ['certReqTemplate', '19'],
    ['currentCRL', '6'],
  ] as const)('asks for %s without a value', async (type, number) => {
    expect(await sent({ type })).toEqual([{ infoType: `1.3.6.1.5.5.7.4.${number}` }]);
  });

  it('asks for the successor of a root by the root', async () => {
    const currentRoot = bench.ca.root.der;
    expect(await sent({ type: 'rootCaCert', currentRoot })).toEqual([
      { infoType: INFO_TYPES.rootCaCert.oid, infoValue: currentRoot },
    ]);
  });

  it('asks whatever it is told to', async () => {
    const question = { type: 'other', infoType: '1.2.3.4', infoValue: Uint8Array.of(5, 0) } as const;
    expect(await sent(question)).toEqual([{ infoType: '1.2.3.4', infoValue: Uint8Array.of(5, 0) }]);
  });

  it('is not made of what is no object identifier', async () => {
    await expect(sent({ type: 'other', infoType: 'caCerts' })).rejects.toThrow(TypeError);
  });

  it('names the certificate profile that it is about, and asks for no implicit confirmation', async () => {
    const request = { ...genm({ type: 'certReqTemplate' }), certProfile: 'device' };
    const { generalInfo } = headerOf(await startTransaction(request, bench.mac.context));
    expect(generalInfo?.map(({ infoType }) => infoType)).toEqual([INFO_TYPES.certProfile.oid]);
  });
});

describe('a genp', () => {
  it('comes with a verdict on each of its checks', async () => {
    const step = await ask(bench, { type: 'caCerts' }, {});
    expect(step.checks?.map((check) => check.name)).toEqual(INFORMATION_CHECK_NAMES);
  });

  it('survives being stored as JSON', async () => {
    const step = await ask(bench, { type: 'caCerts' }, genp(caCerts([bench.ca.issuing.certificate.der])));
    const stored: typeof step.state = JSON.parse(JSON.stringify(step.state));
    expect(dueEffect(stored)).toEqual(step.effect);
  });

  it('may come late: an error with status waiting is asked about with -1', async () => {
    const polling = await ask(
      bench,
      { type: 'caCerts' },
      body({ type: 'error', value: { pKIStatusInfo: { status: 3 } } }),
    );
    expect(bodyOf(polling)).toEqual({ type: 'pollReq', value: [{ certReqId: -1 }] });
    const { ca, mac } = bench;
    const answer = await answerStep(ca, mac.server, polling, mac.context, genp({ infoType: INFO_TYPES.caCerts.oid }));
    expect(answer.effect).toEqual({ type: 'answered', answer: { type: 'caCerts', certificates: [] } });
  });

  it.each([
    ['of another type', genp({ infoType: INFO_TYPES.currentCRL.oid })],
    ['that only says what is not supported', genp({ infoType: INFO_TYPES.unsupportedOIDs.oid })],
    ['without an answer', genp()],
    ['with two answers', genp({ infoType: INFO_TYPES.caCerts.oid }, { infoType: INFO_TYPES.caCerts.oid })],
  ])('%s is refused', async (_, forgery) => {
    const step = await ask(bench, { type: 'caCerts' }, forgery);
    expect(refusalOf(step)).toEqual({ checks: ['infoType'], code: 'info-type-unexpected' });
    expect(step.effect).toMatchObject({ failure: { certificateMayExist: false }, farewell: { bodyType: 'error' } });
  });

  it('to any other question is handed out as it came, however many answers it has', async () => {
    const values = [{ infoType: '1.2.3.4', infoValue: Uint8Array.of(5, 0) }, { infoType: '1.2.3.5' }];
    const { effect } = await ask(bench, { type: 'other', infoType: '1.2.3.4' }, genp(...values));
    expect(effect).toEqual({ type: 'answered', answer: { type: 'other', values } });
  });

  it('that is an error ends the question with its words', async () => {
    const error = body({ type: 'error', value: { pKIStatusInfo: { status: 2, failInfo: [2] } } });
    const { effect } = await ask(bench, { type: 'caCerts' }, error);
    expect(effect).toMatchObject({ failure: { code: 'error-received', claim: { failInfo: ['badRequest'] } } });
  });
});

describe('an empty question', () => {
  it('asks nothing, and takes whatever comes, also nothing', async () => {
    expect(await sent({ type: 'none' })).toEqual([]);
    for (const values of [[], [caCerts([bench.ca.issuing.certificate.der]), { infoType: '1.2.3.4' }]]) {
      const { effect } = await ask(bench, { type: 'none' }, body({ type: 'genp', value: values }));
      expect(effect).toEqual({ type: 'answered', answer: { type: 'none', values } });
    }
  });
});

describe('caCerts', () => {
  it('are certificates', async () => {
    const certificates = [bench.ca.issuing.certificate.der, bench.ca.signer.certificate.der];
    const { effect } = await ask(bench, { type: 'caCerts' }, genp(caCerts(certificates)));
    expect(effect).toEqual({ type: 'answered', answer: { type: 'caCerts', certificates } });
  });

  it('that are none are refused', async () => {
    const step = await ask(bench, { type: 'caCerts' }, genp(caCerts([Uint8Array.of(0x30, 0)])));
    expect(refusalOf(step)).toEqual({ checks: ['infoValue'], code: 'info-value-malformed' });
  });
});

describe('a certReqTemplate', () => {
  it('may be absent: the CA has no requirements', async () => {
    const { effect } = await ask(
      bench,
      { type: 'certReqTemplate' },
      genp({ infoType: INFO_TYPES.certReqTemplate.oid }),
    );
    expect(effect).toEqual({ type: 'answered', answer: { type: 'certReqTemplate', keys: [] } });
  });

  it('says what to ask for, and with which keys', async () => {
    const certTemplate = { subject: name('O=Example'), extensions: [createKeyUsage(['digitalSignature'])] };
    const keySpec = [rsaKeyLen(3072), algId(EC, P256), algId(ED25519), { type: '1.2.3', value: Uint8Array.of(5, 0) }];
    const { effect } = await ask(bench, { type: 'certReqTemplate' }, template({ certTemplate, keySpec }));
    expect(effect).toEqual({
      type: 'answered',
      answer: {
        type: 'certReqTemplate',
        template: certTemplate,
        keys: [
          { type: 'rsaKeyLen', bits: 3072 },
          { type: 'algId', algorithm: { algorithm: EC, parameters: P256 } },
          { type: 'algId', algorithm: { algorithm: ED25519 } },
          { type: 'unknown', control: keySpec[3] },
        ],
      },
    });
  });

  it.each([
    ['a serial number', { certTemplate: { serialNumber: Uint8Array.of(1) } }],
    ['a signingAlg', { certTemplate: { signingAlg: { algorithm: ED25519 } } }],
    ['RSA in algId', { certTemplate: {}, keySpec: [algId('1.2.840.113549.1.1.1', Uint8Array.of(5, 0))] }],
    ['EC without a curve', { certTemplate: {}, keySpec: [algId(EC)] }],
    ['EC with parameters of its own', { certTemplate: {}, keySpec: [algId(EC, Uint8Array.of(0x30, 0))] }],
    ['EdDSA with parameters', { certTemplate: {}, keySpec: [algId(ED25519, Uint8Array.of(5, 0))] }],
    ['an RSA key of no length', { certTemplate: {}, keySpec: [rsaKeyLen(0)] }],
    ['a control of the wrong type', { certTemplate: {}, keySpec: [{ ...rsaKeyLen(1), value: Uint8Array.of(5, 0) }] }],
  ] as const)('with %s is refused', async (_, content) => {
    const step = await ask(bench, { type: 'certReqTemplate' }, template(content));
    expect(refusalOf(step)).toEqual({ checks: ['infoValue'], code: 'info-value-malformed' });
  });
});

const EC = '1.2.840.10045.2.1';
const P256 = Uint8Array.from(Buffer.from('06082a8648ce3d030107', 'hex'));
const ED25519 = '1.3.101.112';

function caCerts(certificates: readonly Uint8Array[]): InfoTypeAndValue {
  const { oid, value } = INFO_TYPES.caCerts;
  return { infoType: oid, infoValue: encode(value, certificates) };
}

function template(content: CertReqTemplateContent): Forgery {
  const { oid, value } = INFO_TYPES.certReqTemplate;
  return genp({ infoType: oid, infoValue: encode(value, content) });
}

function rsaKeyLen(bits: number): { type: string; value: Uint8Array } {
  return { type: CONTROL_TYPES.rsaKeyLen.oid, value: encode(CONTROL_TYPES.rsaKeyLen.value, bits) };
}

function algId(algorithm: string, parameters?: Uint8Array): { type: string; value: Uint8Array } {
  const { oid, value } = CONTROL_TYPES.algId;
  return { type: oid, value: encode(value, { algorithm, ...(parameters && { parameters }) }) };
}

async function sent(question: Question): Promise<readonly InfoTypeAndValue[]> {
  const { type, value } = bodyOf(await startTransaction(genm(question), bench.mac.context));
  if (type !== 'genm') throw new TypeError(`expected a genm, got ${type}`);
  return value;
}
