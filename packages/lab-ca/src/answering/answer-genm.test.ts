import {
  CertReqTemplateContent,
  CONTROL_TYPES,
  type GenMsgContent,
  INFO_TYPES,
  type PKIMessage,
} from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';
import { extendedKeyUsage, KEY_PURPOSES } from '@crypto-cmp/x509';
import { beforeAll, describe, expect, it } from 'vitest';

import { ask, craft, summary } from '../../test/crafting.ts';
import { subjectOf } from '../../test/requesting.ts';
import { createTestLab, REFERENCE } from '../../test/running-lab.ts';
import type { LabCa } from '../create-lab-ca.ts';

const { caCerts, rootCaCert, rootCaKeyUpdate, certReqTemplate, crlStatusList, unsupportedOIDs } = INFO_TYPES;
let labCa: LabCa;
beforeAll(async () => {
  labCa = await createTestLab();
});

async function send(value: GenMsgContent, path = '/cmp', profile?: string): Promise<PKIMessage> {
  const sender = { type: 'directoryName', value: subjectOf(REFERENCE.referenceId) } as const;
  const { oid, value: names } = INFO_TYPES.certProfile;
  const generalInfo = profile === undefined ? [] : [{ infoType: oid, infoValue: encode(names, [profile]) }];
  const header = { sender, ...(generalInfo.length > 0 && { generalInfo }) };
  return ask(labCa, await craft({ body: { type: 'genm', value }, header }), path);
}

/** The value of the one answer, which must be of that type. */
async function valueOf(answer: PKIMessage, infoType: string): Promise<Uint8Array> {
  const { value } = answer.body;
  expect(value).toMatchObject({ type: 'genp', value: [{ infoType }] });
  return (value.type === 'genp' ? value.value[0]?.infoValue : undefined) ?? new Uint8Array();
}

describe('genm', () => {
  it('for caCerts brings the CA below the root, and never the root itself', async () => {
    const answer = await send([{ infoType: caCerts.oid }], '/cmp/getcacerts');
    expect(decode(caCerts.value, await valueOf(answer, caCerts.oid))).toEqual([labCa.issuingCertificate]);
  });

  it('for rootCaCert has no value as long as there is no newer root, also for a root that nobody knows', async () => {
    for (const root of [labCa.rootCertificate, labCa.issuingCertificate]) {
      const infoValue = encode(rootCaCert.value, root);
      const answer = await send([{ infoType: rootCaCert.oid, infoValue }], '/cmp/lightweight');
      expect(answer.body.value).toEqual({ type: 'genp', value: [{ infoType: rootCaKeyUpdate.oid }] });
    }
  });

  it.each([
    ['rootCaCert', rootCaCert.oid],
    ['crlStatusList', crlStatusList.oid],
  ])('for %s without a value is refused where RFC 9483 is to be held', async (_, infoType) => {
    expect(summary(await send([{ infoType }], '/cmp/lightweight'))).toBe('error rejection badRequest');
  });

  it('for certReqTemplate names what to fill in, and the keys that are welcome', async () => {
    const answer = await send([{ infoType: certReqTemplate.oid }]);
    const { certTemplate, keySpec = [] } = decode(CertReqTemplateContent, await valueOf(answer, certReqTemplate.oid));
    expect(certTemplate.subject).toEqual(Uint8Array.from([0x30, 0x0b, 0x31, 9, 0x30, 7, 6, 3, 0x55, 4, 3, 0x0c, 0]));
    const { algId, rsaKeyLen } = CONTROL_TYPES;
    const lengths = keySpec.flatMap(({ type, value }) =>
      type === rsaKeyLen.oid ? [decode(rsaKeyLen.value, value)] : [],
    );
    expect(lengths).toEqual([2048, 3072, 4096]);
    const algorithms = keySpec.flatMap(({ type, value }) => (type === algId.oid ? [decode(algId.value, value)] : []));
    expect(algorithms.map(({ algorithm }) => algorithm)).toContain('1.3.101.112');
    expect(algorithms.map(({ algorithm }) => algorithm)).not.toContain('1.2.840.113549.1.1.1');
  });

  it('for certReqTemplate goes by the certificate profile, of the header or of the path', async () => {
    const question = [{ infoType: certReqTemplate.oid }];
    for (const answer of [
      await send(question, '/cmp', 'tls-server'),
      await send(question, '/.well-known/cmp/p/tls-server/getcertreqtemplate'),
    ]) {
      const { certTemplate } = decode(CertReqTemplateContent, await valueOf(answer, certReqTemplate.oid));
      expect(extendedKeyUsage({ extensions: certTemplate.extensions ?? [] })).toEqual(
        new Set([KEY_PURPOSES.serverAuth]),
      );
    }
    expect(summary(await send(question, '/cmp', 'constructor'))).toBe('error rejection badRequest');
  });

  it.each(['signKeyPairTypes', 'encKeyPairTypes', 'preferredSymmAlg'] as const)('answers %s', async (name) => {
    const { oid, value } = INFO_TYPES[name];
    const answer = await send([{ infoType: oid }]);
    expect(decode<unknown>(value, await valueOf(answer, oid))).toBeDefined();
  });

  it('for key parameters names a curve, and has none for keys without', async () => {
    const { keyPairParamReq, keyPairParamRep } = INFO_TYPES;
    const question = (oid: string) => [
      { infoType: keyPairParamReq.oid, infoValue: encode(keyPairParamReq.value, oid) },
    ];
    const infoValue = await valueOf(await send(question('1.2.840.10045.2.1')), keyPairParamRep.oid);
    expect(decode(keyPairParamRep.value, infoValue).parameters).toBeDefined();
    expect(summary(await send(question('1.3.101.112')))).toBe('error rejection badAlg');
  });

  it.each([
    [['de', 'en-GB'], 'en-GB'],
    [['de'], 'en'],
  ])('for a language among %j chooses %s', async (tags, chosen) => {
    const { oid, value } = INFO_TYPES.suppLangTags;
    const answer = await send([{ infoType: oid, infoValue: encode(value, tags) }]);
    expect(decode(value, await valueOf(answer, oid))).toEqual([chosen]);
  });

  it('for caProtEncCert has no value where there is no such key', async () => {
    const infoType = INFO_TYPES.caProtEncCert.oid;
    expect((await send([{ infoType }])).body.value).toEqual({ type: 'genp', value: [{ infoType }] });
  });

  it('names what nobody knows in unsupportedOIDs; RFC 9483 has an error there', async () => {
    const question = [{ infoType: '1.2.3.4' }];
    const answer = await send(question);
    expect(decode(unsupportedOIDs.value, await valueOf(answer, unsupportedOIDs.oid))).toEqual(['1.2.3.4']);
    expect(summary(await send(question, '/cmp/lightweight'))).toBe('error rejection badRequest');
  });

  it('without a question has no answer; RFC 9483 has an error there', async () => {
    expect((await send([])).body.value).toEqual({ type: 'genp', value: [] });
    expect(summary(await send([], '/cmp/lightweight'))).toBe('error rejection badRequest');
  });

  it('is answered question by question; RFC 9483 has one only', async () => {
    const value = [{ infoType: caCerts.oid }, { infoType: '1.2.3.4' }, { infoType: rootCaCert.oid }];
    expect((await send(value)).body.value).toMatchObject({
      type: 'genp',
      value: [{ infoType: caCerts.oid }, { infoType: rootCaKeyUpdate.oid }, { infoType: unsupportedOIDs.oid }],
    });
    expect(summary(await send(value, '/cmp/lightweight'))).toBe('error rejection badRequest');
  });

  it.each([caCerts.oid, certReqTemplate.oid])('is refused where the question %s has a value', async (infoType) => {
    const answer = await send([{ infoType, infoValue: Uint8Array.of(0x05, 0x00) }]);
    expect(summary(answer)).toBe('error rejection badRequest');
  });

  it('is refused where the value of a question cannot be read', async () => {
    const answer = await send([{ infoType: crlStatusList.oid, infoValue: Uint8Array.of(0x05, 0x00) }]);
    expect(summary(answer)).toBe('error rejection badDataFormat');
  });
});
