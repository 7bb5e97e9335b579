import { type GenMsgContent, INFO_TYPES, type PKIMessage } from '@crypto-cmp/cmp';
import { decode } from '@crypto-cmp/der';
import { beforeAll, describe, expect, it } from 'vitest';

import { ask, craft, summary } from '../../test/crafting.ts';
import { subjectOf } from '../../test/requesting.ts';
import { createTestLab, REFERENCE } from '../../test/running-lab.ts';
import type { LabCa } from '../create-lab-ca.ts';

const { caCerts, rootCaCert, rootCaKeyUpdate, certReqTemplate, crlStatusList, crls } = INFO_TYPES;
let labCa: LabCa;
beforeAll(async () => {
  labCa = await createTestLab();
});

async function send(value: GenMsgContent, path = '/cmp'): Promise<PKIMessage> {
  const sender = { type: 'directoryName', value: subjectOf(REFERENCE.referenceId) } as const;
  return ask(labCa, await craft({ body: { type: 'genm', value }, header: { sender } }), path);
}

describe('genm', () => {
  it('for caCerts brings the CA below the root, and never the root itself', async () => {
    const { value } = (await send([{ infoType: caCerts.oid }], '/cmp/getcacerts')).body;
    const [answer] = value.type === 'genp' ? value.value : [];
    expect(answer?.infoType).toBe(caCerts.oid);
    expect(decode(caCerts.value, answer?.infoValue ?? new Uint8Array())).toEqual([labCa.issuingCertificate]);
  });

  it.each([
    ['a new root: there is none', rootCaCert.oid, rootCaKeyUpdate.oid],
    ['a template: anything goes', certReqTemplate.oid, certReqTemplate.oid],
    ['a list of revoked certificates: there is none', crlStatusList.oid, crls.oid],
  ])('is answered without a value for %s', async (_, asked, answered) => {
    const { value } = (await send([{ infoType: asked }], '/cmp/lightweight')).body;
    expect(value).toEqual({ type: 'genp', value: [{ infoType: answered }] });
  });

  it('is answered by an empty genp for what nobody knows, and for nothing; RFC 9483 has an error there', async () => {
    for (const value of [[], [{ infoType: '1.2.3.4' }]]) {
      expect((await send(value)).body.value).toEqual({ type: 'genp', value: [] });
      expect(summary(await send(value, '/cmp/lightweight'))).toBe('error rejection badRequest');
    }
  });

  it('is answered question by question; RFC 9483 has one only', async () => {
    const value = [{ infoType: certReqTemplate.oid }, { infoType: '1.2.3.4' }, { infoType: rootCaCert.oid }];
    expect((await send(value)).body.value).toEqual({
      type: 'genp',
      value: [{ infoType: certReqTemplate.oid }, { infoType: rootCaKeyUpdate.oid }],
    });
    expect(summary(await send(value, '/cmp/lightweight'))).toBe('error rejection badRequest');
  });

  it.each([caCerts.oid, certReqTemplate.oid])('is refused where the question %s has a value', async (infoType) => {
    const answer = await send([{ infoType, infoValue: Uint8Array.of(0x05, 0x00) }]);
    expect(summary(answer)).toBe('error rejection badRequest');
  });
});
