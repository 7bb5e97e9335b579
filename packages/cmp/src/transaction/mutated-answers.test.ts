import { decode, DerError, encode, toHex } from '@crypto-cmp/der';
import {
  createBasicConstraints,
  createCertificate,
  createCertificateList,
  createIssuingDistributionPoint,
  createKeyUsage,
  createSerialNumber,
  type KeyPair,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { mutate, mutation } from '../../testdata/mutation.ts';
import { INFO_TYPES, type InfoType } from '../messages/info-types.ts';
import { PKIBody } from '../messages/pki-body.ts';
import { PKIMessage } from '../messages/pki-message.ts';
import { protectPKIMessage } from '../protection/protect-pki-message.ts';
import { createTestBench, name, now, type TestBench } from '../testing/test-transaction.ts';
import { advance } from './advance.ts';
import { startTransaction } from './start-transaction.ts';
import type { AnyTransactionRequest, Question } from './transaction-request.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

/** A request, a good answer to it, and what of that must be in whatever is believed. */
interface Scene {
  readonly request: AnyTransactionRequest;
  readonly body: PKIBody;
  readonly essence: readonly Uint8Array[];
}

describe.each([
  ['rp', revocation],
  ['rootCaKeyUpdate', rootUpdate],
  ['crls', crl],
  ['certReqTemplate', template],
] as const)('a good %s, changed before it was protected', (_, prepare) => {
  it('never throws, and never makes us believe another thing', { timeout: 30_000 }, async () => {
    const { request, body, essence } = await prepare();
    const { context, server } = bench.signature;
    const { state } = await startTransaction(request, context);
    const { header } = decode(PKIMessage, await bench.ca.answer(sentBy(state), server));
    const { protectionAlg: _alg, ...unprotected } = header.value;
    const octets = encode(PKIBody, body);
    const respond = async (changed: PKIBody): ReturnType<typeof advance<typeof state>> => {
      const bytes = await protectPKIMessage({ header: unprotected, body: changed }, server, bench.crypto);
      return advance(state, { type: 'received', bytes }, context);
    };
    expect((await respond(body)).effect.type).toMatch(/^(?:revoked|answered)$/);
    const property = fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (changes) => {
      const bytes = changes.reduce(mutate, octets);
      const changed = decodeOrNothing(bytes);
      fc.pre(changed !== undefined);
      const step = await respond(changed);
      const answer = step.effect.type === 'answered' ? step.effect.answer : undefined;
      // An answer that brings nothing makes us believe nothing.
      if (answer === undefined || !('crl' in answer || 'update' in answer)) return;
      for (const part of essence) expect(toHex(bytes)).toContain(toHex(part));
    });
    await fc.assert(property, { numRuns: 150, maxSkipsPerRun: 1000 });
  });
});

async function revocation(): Promise<Scene> {
  const { issuer, serialNumber } = bench.ca.signer.certificate;
  const revCerts = [{ issuer: { type: 'directoryName', value: issuer } as const, serialNumber }];
  return {
    request: {
      operation: 'rr',
      reason: 'superseded',
      target: { type: 'certificate', certificate: bench.ca.signer.certificate.der },
    },
    body: { type: 'rp', value: { status: [{ status: 0 }], revCerts } },
    essence: [],
  };
}

async function rootUpdate(): Promise<Scene> {
  const oldKeys = await nodeCrypto.generateKeyPair('ec-p256');
  const newKeys = await nodeCrypto.generateKeyPair('ec-p256');
  const newWithNew = await makeRoot(newKeys, newKeys);
  const newWithOld = await makeRoot(newKeys, oldKeys);
  const update = { newWithNew, newWithOld, oldWithNew: await makeRoot(oldKeys, newKeys) };
  const question = { type: 'rootCaCert', currentRoot: await makeRoot(oldKeys, oldKeys) } as const;
  // The certificates must be as they were: their signatures cover all but a little of them.
  return genp(question, INFO_TYPES.rootCaKeyUpdate, update, [newKeys.publicKey]);
}

async function crl(): Promise<Scene> {
  const { certificate, signer } = bench.ca.issuing;
  const uri = { type: 'uniformResourceIdentifier', value: 'http://example.com/1.crl' } as const;
  const source = { type: 'dpn', value: { type: 'fullName', value: [uri] } } as const;
  const list = await createCertificateList({
    issuer: certificate.subject,
    thisUpdate: now,
    nextUpdate: new Date(now.getTime() + 86_400_000),
    revoked: [{ serialNumber: Uint8Array.of(7), revocationDate: now, reason: 'keyCompromise' }],
    crlNumber: 1n,
    authorityKeyIdentifier: new Uint8Array(20),
    extensions: [createIssuingDistributionPoint({ distributionPoint: source.value })],
    signer,
  });
  // All but its outermost header, which a change may write differently, is signed.
  const essence = [list.subarray(4, list.length - 80)];
  return genp({ type: 'crlStatusList', source, issuer: certificate.subject }, INFO_TYPES.crls, [list], essence);
}

async function template(): Promise<Scene> {
  const keySpec = [{ type: '1.3.6.1.5.5.7.5.1.12', value: Uint8Array.of(2, 2, 12, 0) }];
  const certTemplate = { subject: name('O=Example'), extensions: [createKeyUsage(['digitalSignature'])] };
  return genp({ type: 'certReqTemplate' }, INFO_TYPES.certReqTemplate, { certTemplate, keySpec }, []);
}

function genp<T>(question: Question, { oid, value }: InfoType<T>, content: T, essence: readonly Uint8Array[]): Scene {
  const body: PKIBody = { type: 'genp', value: [{ infoType: oid, infoValue: encode(value, content) }] };
  return { request: { operation: 'genm', question }, body, essence };
}

async function makeRoot({ publicKey }: KeyPair, { signer }: KeyPair): Promise<Uint8Array> {
  return createCertificate({
    serialNumber: createSerialNumber(nodeCrypto),
    subject: name('CN=Root'),
    issuer: name('CN=Root'),
    notBefore: new Date(now.getTime() - 86_400_000),
    notAfter: new Date(now.getTime() + 86_400_000),
    subjectPublicKeyInfo: publicKey,
    extensions: [createBasicConstraints({ cA: true }), createKeyUsage(['keyCertSign', 'cRLSign'])],
    signer,
  });
}

function sentBy({ stage }: Awaited<ReturnType<typeof startTransaction>>['state']): Uint8Array {
  if (!('delivery' in stage) || stage.delivery.type === 'waiting') throw new TypeError('expected a message');
  return Uint8Array.from(Buffer.from(stage.delivery.message.bytes, 'hex'));
}

function decodeOrNothing(bytes: Uint8Array): PKIBody | undefined {
  try {
    return decode(PKIBody, bytes);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
