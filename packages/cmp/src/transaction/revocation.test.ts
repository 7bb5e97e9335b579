import { decode, fromHex } from '@crypto-cmp/der';
import {
  createCertificationRequest,
  createRevocationReason,
  parseCertificate,
  REVOCATION_REASONS,
  type RevocationReason,
  SubjectPublicKeyInfo,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import type { PKIBody } from '../messages/pki-body.ts';
import { body, changedBit, signedBy } from '../testing/forgeries.ts';
import { refusalOf } from '../testing/forged-answer.ts';
import type { Forgery } from '../testing/test-ca.ts';
import {
  answerFirst,
  answerStep,
  bodyOf,
  createTestBench,
  headerOf,
  name,
  type TestBench,
} from '../testing/test-transaction.ts';
import { advance } from './advance.ts';
import { REVOCATION_CHECK_NAMES } from './check-name.ts';
import { dueEffect } from './due-effect.ts';
import { startTransaction } from './start-transaction.ts';
import type { Step } from './step.ts';
import type { RevokeRequest } from './transaction-request.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

describe('an rr', () => {
  it('names the certificate of its signer by issuer and serial number, and nothing else', async () => {
    const own = ownCertificate();
    const { certDetails } = await details({});
    expect(certDetails).toEqual({ issuer: own.issuer, serialNumber: own.serialNumber });
  });

  it('is addressed to the issuer of the certificate', async () => {
    const step = await startTransaction(request({}), bench.signature.context);
    expect(headerOf(step).recipient).toEqual({ type: 'directoryName', value: ownCertificate().issuer });
  });

  it('asks for no implicit confirmation', async () => {
    expect(headerOf(await startTransaction(request({}), bench.signature.context)).generalInfo).toBeUndefined();
  });

  it.each(Object.keys(REVOCATION_REASONS) as RevocationReason[])('says %s as its one reason', async (reason) => {
    const { crlEntryDetails = [] } = await details({ reason });
    expect(crlEntryDetails).toEqual([createRevocationReason(reason)]);
  });

  it('names another certificate when it is given', async () => {
    const { issuer, serialNumber } = bench.ca.signer.certificate;
    const target = { type: 'certificate', certificate: bench.ca.signer.certificate.der } as const;
    expect((await details({ target })).certDetails).toEqual({ issuer, serialNumber });
  });

  it('names a certificate that is not at hand by issuer and serial number', async () => {
    const target = {
      type: 'issuerAndSerialNumber',
      issuer: name('CN=Test CA'),
      serialNumber: fromHex('00ff'),
    } as const;
    expect((await details({ target })).certDetails).toEqual({
      issuer: name('CN=Test CA'),
      serialNumber: fromHex('00ff'),
    });
  });

  it('names the certificate of a CSR by subject and key', async () => {
    const { signer, publicKey } = await nodeCrypto.generateKeyPair('ec-p256');
    const csr = await createCertificationRequest({ subject: name('CN=ap-9'), extensions: [], signer });
    const { certDetails } = await details({ target: { type: 'csr', csr } });
    expect(certDetails).toEqual({ subject: name('CN=ap-9'), publicKey: decode(SubjectPublicKeyInfo, publicKey) });
  });

  it('is not made under a MAC, unless that risk is taken', async () => {
    const target = { type: 'certificate', certificate: ownCertificate().der } as const;
    await expect(startTransaction(request({ target }), bench.mac.context)).rejects.toThrow(TypeError);
    const step = await startTransaction(request({ target, allowMac: true }), bench.mac.context);
    expect(step.effect).toMatchObject({ type: 'send', bodyType: 'rr' });
  });

  it('needs a certificate to revoke where no certificate signs', async () => {
    await expect(startTransaction(request({ allowMac: true }), bench.mac.context)).rejects.toThrow(TypeError);
  });
});

describe('an rp', () => {
  it('that accepts ends with what was revoked and why', async () => {
    const { issuer, serialNumber } = ownCertificate();
    const step = await answered();
    expect(step.effect).toEqual({
      type: 'revoked',
      reason: 'superseded',
      revoked: { issuer, serialNumber },
      crls: [],
    });
    expect(step.checks?.map((check) => check.name)).toEqual(REVOCATION_CHECK_NAMES);
    expect(step.received).toMatchObject({ bodyType: 'rp', status: 'accepted' });
  });

  it('needs no revCerts', async () => {
    expect((await answered(body(rp([{ status: 0 }])))).effect.type).toBe('revoked');
  });

  it('that lifts a hold says so by its reason', async () => {
    const step = await answered({}, { reason: 'removeFromCRL' });
    expect(step.effect).toMatchObject({ type: 'revoked', reason: 'removeFromCRL' });
  });

  it('survives being stored as JSON', async () => {
    const step = await answered();
    const stored: typeof step.state = JSON.parse(JSON.stringify(step.state));
    expect(dueEffect(stored)).toEqual(step.effect);
  });

  it('that says no ends with the words of the CA', async () => {
    const step = await answered(body(rp([{ status: 2, failInfo: [10], statusString: ['revoked before'] }])));
    expect(refusalOf(step)).toEqual({ checks: ['pkiStatus'], code: 'request-rejected' });
    expect(step.effect).toEqual({
      type: 'failed',
      failure: expect.objectContaining({ certificateMayExist: false, mayBeRevoked: false }),
    });
  });

  it.each([
    ['without a proof of the sender', 'signature', 'signature-wrong', changedBit],
    ['with two statuses', 'pkiStatus', 'status-inconsistent', body(rp([{ status: 0 }, { status: 0 }]))],
    ['that accepts with a failInfo', 'pkiStatus', 'status-inconsistent', body(rp([{ status: 0, failInfo: [4] }]))],
    ['that waits without an error message', 'pkiStatus', 'status-inconsistent', body(rp([{ status: 3 }]))],
    ['that only warns', 'pkiStatus', 'status-inconsistent', body(rp([{ status: 4 }]))],
    ['with an unknown status', 'pkiStatus', 'status-inconsistent', body(rp([{ status: 9 }]))],
    ['about another certificate', 'revokedCertificate', 'revoked-certificate-differs', revCerts(() => [fromHex('7f')])],
    ['about two certificates', 'revokedCertificate', 'revoked-certificate-differs', revCerts((own) => [own, own])],
  ] as const)('%s is refused by one check', async (_, check, code, forgery) => {
    const step = await answered(forgery);
    expect(refusalOf(step)).toEqual({ checks: [check], code });
    expect(step.effect).toMatchObject({ type: 'failed', failure: { mayBeRevoked: true, certificateMayExist: false } });
  });

  it('from another device under the same root is refused', async () => {
    const device = await bench.ca.issueIdentity('CN=ap-8');
    expect(refusalOf(await answered(signedBy(device, [bench.ca.issuing])))).toEqual({
      checks: ['sender'],
      code: 'signer-not-authorized',
    });
  });

  it('is the only answer that ends an rr well', async () => {
    const step = await answered(body({ type: 'pkiconf', value: null }));
    expect(refusalOf(step)).toEqual({ checks: ['bodyType'], code: 'body-type-unexpected' });
    expect(step.effect).toMatchObject({ farewell: { bodyType: 'error' } });
  });

  it('may come late: an error with status waiting is asked about with -1', async () => {
    const { ca, signature } = bench;
    const polling = await answered(body({ type: 'error', value: { pKIStatusInfo: { status: 3 } } }));
    expect(bodyOf(polling)).toEqual({ type: 'pollReq', value: [{ certReqId: -1 }] });
    const pollRep = body({ type: 'pollRep', value: [{ certReqId: -1, checkAfter: 0 }] });
    const waiting = await answerStep(ca, signature.server, polling, signature.context, pollRep);
    const later = { ...signature.context, now: new Date(signature.context.now.getTime() + 1000) };
    const again = await advance(waiting.state, { type: 'elapsed' }, later);
    expect((await answerStep(ca, signature.server, again, later, body(rp([{ status: 0 }])))).effect.type).toBe(
      'revoked',
    );
  });
});

describe('without an answer', () => {
  it.each([true, false])('the certificate may be revoked if the rr may have arrived: %s', async (mayHaveArrived) => {
    const { state } = await startTransaction(request({}), bench.signature.context);
    const failure = { code: 'answer-timed-out', message: 'no answer', mayHaveArrived } as const;
    const { effect } = await advance(state, { type: 'transport-failed', failure }, bench.signature.context);
    expect(effect).toMatchObject({ failure: { mayBeRevoked: mayHaveArrived, certificateMayExist: false } });
  });

  it('an rr can be canceled, and the CA is told', async () => {
    const { state } = await startTransaction(request({}), bench.signature.context);
    const { effect } = await advance(state, { type: 'cancel' }, bench.signature.context);
    expect(effect).toMatchObject({
      failure: { code: 'canceled', mayBeRevoked: true },
      farewell: { bodyType: 'error' },
    });
  });
});

function request(changes: Partial<RevokeRequest>): RevokeRequest {
  return { operation: 'rr', reason: 'superseded', ...changes };
}

async function answered(forgery: Forgery = {}, changes: Partial<RevokeRequest> = {}): Promise<Step<'rr'>> {
  return answerFirst(bench, bench.signature, request(changes), forgery);
}

async function details(changes: Partial<RevokeRequest>): Promise<Extract<PKIBody, { type: 'rr' }>['value'][number]> {
  const sent = bodyOf(await startTransaction(request(changes), bench.signature.context));
  const [first, another] = sent.type === 'rr' ? sent.value : [];
  if (first === undefined || another !== undefined) throw new TypeError('expected one RevDetails');
  return first;
}

type RevRepContent = Extract<PKIBody, { type: 'rp' }>['value'];

function rp(status: RevRepContent['status']): PKIBody {
  return { type: 'rp', value: { status } };
}

/** Other serial numbers in revCerts. */
function revCerts(change: (own: Uint8Array) => readonly Uint8Array[]): Forgery {
  return {
    body: (proper) => {
      if (proper.type !== 'rp') return proper;
      const { issuer, serialNumber } = ownCertificate();
      const certIds = change(serialNumber).map((serial) => ({
        issuer: { type: 'directoryName', value: issuer } as const,
        serialNumber: serial,
      }));
      return { type: 'rp', value: { ...proper.value, revCerts: certIds } };
    },
  };
}

function ownCertificate(): ReturnType<typeof parseCertificate> {
  const { client } = bench.signature;
  if (client.kind !== 'signature') throw new TypeError('expected a signer');
  return parseCertificate(client.certificate);
}
