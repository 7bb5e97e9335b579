import { decode } from '@crypto-cmp/der';
import { describe, expect, it } from 'vitest';

import { capture } from '../../testdata/captures.ts';
import { bodies } from '../../testdata/example-values.ts';
import type { PKIBody } from '../messages/pki-body.ts';
import { PKIMessage } from '../messages/pki-message.ts';
import { summarizeBody } from './summarize-body.ts';

describe('what a captured message says', () => {
  it.each([
    ['rsa-pbm-ir-req-1', 'initial request'],
    ['rsa-pbm-ir-rsp-1', 'accepted, with one certificate'],
    ['rsa-pbm-ir-req-2', 'certificate accepted'],
    ['rsa-pbm-ir-rsp-2', 'acknowledged'],
    ['rsa-sig-kur-req-1', 'key update request'],
    ['rsa-sig-p10cr-req-1', 'PKCS #10 request'],
    ['granted-with-mods-rsp-1', 'granted with modifications, with one certificate'],
    ['unwanted-certificate-req-2', 'certificate rejected: incorrectData'],
    ['ec-pbm-rejection-rsp-1', 'rejected: badDataFormat, badCertTemplate'],
    ['ec-sig-waiting-rsp-1', 'waiting'],
    ['ec-sig-waiting-req-2', 'asks again'],
    ['ec-sig-waiting-rsp-2', 'not ready, ask again in 1 s'],
    ['ec-sig-error-rsp-1', 'error: badRequest'],
    ['ec-sig-rr-req-1', 'revocation request'],
    ['ec-sig-rr-rsp-1', 'accepted'],
    ['rsa-sig-genm-req-1', 'asks about signKeyPairTypes'],
    ['empty-genm-req-1', 'asks for anything of interest'],
  ])('%s: %s', (name, line) => {
    expect(summarizeBody(decode(PKIMessage, capture(name)).body.value)).toBe(line);
  });
});

it('has a line for each type of body', () => {
  const lines = bodies.map((body) => [body.type, summarizeBody(body)]);
  expect(lines.filter(([, line]) => line === '')).toEqual([]);
  expect(Object.fromEntries(lines)).toMatchObject({
    popdecc: 'challenge to prove possession of the key',
    krp: 'accepted',
    ckuann: 'announces a new key of the CA',
    crlann: 'announces 2 CRLs',
    nested: 'message passed on',
    error: 'error: badPOP',
    certConf: 'certificate accepted',
    pollRep: 'not ready, ask again in 60 s',
  });
});

it.each<[string, PKIBody]>([
  ['waiting, ask again', { type: 'error', value: { pKIStatusInfo: { status: 3 } } }],
  ['all certificates rejected', { type: 'certConf', value: [] }],
  [
    'certificate rejected',
    { type: 'certConf', value: [{ certHash: new Uint8Array(), certReqId: 0, statusInfo: { status: 2 } }] },
  ],
  ['no answer to any request', { type: 'ip', value: { response: [] } }],
  ['status 9: bit 40', { type: 'rp', value: { status: [{ status: 9, failInfo: [40] }] } }],
  [
    'asks about 1.2.3, 1.2.4, 1.2.5, 2 more',
    { type: 'genm', value: [3, 4, 5, 6, 7].map((arc) => ({ infoType: `1.2.${arc}` })) },
  ],
])('says: %s', (line, body) => {
  expect(summarizeBody(body)).toBe(line);
});

it('repeats no text of the peer', () => {
  const statusInfo = { status: 2, statusString: ['click here'] };
  const texts: PKIBody[] = [
    { type: 'ip', value: { response: [{ certReqId: 0, status: statusInfo }] } },
    { type: 'error', value: { pKIStatusInfo: statusInfo, errorDetails: ['click here'] } },
    { type: 'pollRep', value: [{ certReqId: 0, checkAfter: 1, reason: ['click here'] }] },
  ];
  for (const body of texts) expect(summarizeBody(body)).not.toContain('click');
});
