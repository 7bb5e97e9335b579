import { encode } from '@crypto-cmp/der';
import {
  createCertificateList,
  createCrlDistributionPoints,
  createIssuingDistributionPoint,
  type Extension,
  parseCertificate,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { INFO_TYPES } from '../messages/info-types.ts';
import { refusalOf } from '../testing/forged-answer.ts';
import { ask, genm, genp } from '../testing/information.ts';
import type { Forgery, Identity } from '../testing/test-ca.ts';
import { answerFirst, createTestBench, now, type TestBench } from '../testing/test-transaction.ts';
import { createCrlQuestion } from './create-crl-question.ts';
import type { Step } from './step.ts';
import type { Question } from './transaction-request.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

describe('a CRL', () => {
  const later = new Date(now.getTime() - 1000);
  const earlier = new Date(now.getTime() - 3_600_000);

  it('need not come: there is none newer', async () => {
    const { effect } = await askCrl(genp({ infoType: INFO_TYPES.crls.oid }));
    expect(effect).toEqual({ type: 'answered', answer: { type: 'crlStatusList' } });
  });

  it('that is newer, and signed by its issuer, is taken', async () => {
    const crl = await crlOf(bench.ca.issuing, later);
    const { effect } = await askCrl(crls(crl), { thisUpdate: earlier });
    expect(effect).toEqual({ type: 'answered', answer: { type: 'crlStatusList', crl } });
  });

  it('of currentCRL is held to the same proof', async () => {
    const crl = await crlOf(bench.ca.issuing, later);
    const answer = genp({ infoType: INFO_TYPES.currentCRL.oid, infoValue: crl });
    expect((await ask(bench, { type: 'currentCRL' }, answer)).effect).toEqual({
      type: 'answered',
      answer: { type: 'currentCRL', crl },
    });
    const forged = await crlOf({ ...bench.ca.issuing, signer: bench.ca.signer.signer }, later);
    const step = await ask(
      bench,
      { type: 'currentCRL' },
      genp({ infoType: INFO_TYPES.currentCRL.oid, infoValue: forged }),
    );
    expect(refusalOf(step)).toEqual({ checks: ['crls'], code: 'crl-not-trusted' });
  });

  it('of its distribution point is taken', async () => {
    const point = createIssuingDistributionPoint({ distributionPoint: dpn('http://example.com/1.crl') });
    const crl = await crlOf(bench.ca.issuing, later, [point]);
    const source = { type: 'dpn', value: dpn('http://example.com/1.crl') } as const;
    expect((await askCrl(crls(crl), { source })).effect).toMatchObject({ type: 'answered', answer: { crl } });
  });

  it.each([
    ['that is not newer', 'crl-differs', {}, { thisUpdate: later }],
    ['that is to come', 'crl-differs', { at: new Date(now.getTime() + 3_600_000) }, {}],
    ['that should have been followed by another', 'crl-differs', { at: new Date(now.getTime() - 2 * 86_400_000) }, {}],
    ['of another issuer', 'crl-differs', { issuer: 'root' }, {}],
    [
      'of another distribution point',
      'crl-differs',
      { point: 'http://example.com/2.crl' },
      { source: { type: 'dpn', value: dpn('http://example.com/1.crl') } },
    ],
    ['that tells changes only', 'crl-differs', { critical: '2.5.29.27' }, {}],
    ['limited by what nobody knows here', 'crl-differs', { critical: '1.2.3.4' }, {}],
    ['signed by another key', 'crl-not-trusted', { signer: 'stranger' }, {}],
    [
      'of a CA under another root',
      'crl-not-trusted',
      { issuer: 'other' },
      { source: { type: 'dpn', value: dpn('http://example.com/1.crl') }, issuer: undefined },
    ],
  ] as const)('%s is refused', async (_, code, fault: CrlFault, asked) => {
    const { ca } = bench;
    const other = await createTestBench(nodeCrypto);
    const issuer = { root: { ...ca.issuing, certificate: ca.root }, other: other.ca.signer, none: ca.issuing }[
      fault.issuer ?? 'none'
    ];
    const signer = fault.signer === 'stranger' ? ca.signer.signer : issuer.signer;
    const extensions = [
      ...(fault.point === undefined ? [] : [createIssuingDistributionPoint({ distributionPoint: dpn(fault.point) })]),
      // An INTEGER, as deltaCRLIndicator has it.
      ...(fault.critical === undefined
        ? []
        : [{ extnID: fault.critical, critical: true, extnValue: Uint8Array.of(2, 1, 1) }]),
    ];
    const step = await askCrl(crls(await crlOf({ ...issuer, signer }, fault.at ?? later, extensions)), asked);
    expect(refusalOf(step)).toEqual({ checks: ['crls'], code });
  });

  it('is refused where no trust anchor could prove it', async () => {
    const answer = crls(await crlOf(bench.ca.issuing, later));
    const party = { ...bench.mac, context: { ...bench.mac.context, trustAnchors: [] } };
    const step = await answerFirst(bench, party, genm(issuingCrl()), answer);
    expect(refusalOf(step)).toEqual({ checks: ['crls'], code: 'trust-anchor-missing' });
  });

  it.each([
    ['more than one', async () => [await crlOf(bench.ca.issuing, later), await crlOf(bench.ca.issuing, earlier)]],
    ['something else', async () => [bench.ca.root.der]],
  ])('is one, and not %s', async (_, lists) => {
    expect(refusalOf(await askCrl(crls(...(await lists()))))).toEqual({
      checks: ['infoValue'],
      code: 'info-value-malformed',
    });
  });
});

describe('the question for the CRL of a certificate', () => {
  it('names its issuer, where it says no place', () => {
    const { certificate } = bench.ca.signer;
    const source = { type: 'issuer', value: [{ type: 'directoryName', value: certificate.issuer }] };
    expect(createCrlQuestion(certificate)).toEqual({ type: 'crlStatusList', source, issuer: certificate.issuer });
  });

  it('names its distribution point, and the CRL at hand', async () => {
    const extensions = [createCrlDistributionPoints(['http://example.com/1.crl'])];
    const { certificate } = await bench.ca.issueIdentity('CN=ap-8', { extensions });
    expect(createCrlQuestion(certificate, { thisUpdate: now })).toEqual({
      type: 'crlStatusList',
      source: { type: 'dpn', value: dpn('http://example.com/1.crl') },
      thisUpdate: now,
      issuer: certificate.issuer,
    });
  });
});

interface CrlFault {
  readonly issuer?: 'root' | 'other';
  readonly signer?: 'stranger';
  readonly at?: Date;
  readonly point?: string;
  readonly critical?: string;
}

function issuingCrl(): Extract<Question, { type: 'crlStatusList' }> {
  const issuer = bench.ca.issuing.certificate.subject;
  return { type: 'crlStatusList', source: { type: 'issuer', value: [{ type: 'directoryName', value: issuer }] } };
}

async function askCrl(forgery: Forgery, changes: object = {}): Promise<Step<'genm'>> {
  return ask(bench, { ...issuingCrl(), ...changes }, forgery);
}

function crls(...lists: readonly Uint8Array[]): Forgery {
  const { oid, value } = INFO_TYPES.crls;
  return genp({ infoType: oid, infoValue: encode(value, lists) });
}

async function crlOf(
  { certificate, signer }: Pick<Identity, 'certificate' | 'signer'>,
  thisUpdate: Date,
  extensions: readonly Extension[] = [],
): Promise<Uint8Array> {
  return createCertificateList({
    issuer: parseCertificate(certificate.der).subject,
    thisUpdate,
    nextUpdate: new Date(thisUpdate.getTime() + 86_400_000),
    revoked: [],
    crlNumber: 1n,
    authorityKeyIdentifier: new Uint8Array(20),
    extensions,
    signer,
  });
}

function dpn(value: string) {
  return { type: 'fullName', value: [{ type: 'uniformResourceIdentifier', value }] } as const;
}
