import { encode } from '@crypto-cmp/der';
import {
  createBasicConstraints,
  createCertificate,
  createKeyUsage,
  createSerialNumber,
  type KeyPair,
} from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { beforeAll, describe, expect, it } from 'vitest';

import { INFO_TYPES } from '../messages/info-types.ts';
import { refusalOf } from '../testing/forged-answer.ts';
import { ask, genm, genp } from '../testing/information.ts';
import type { Forgery } from '../testing/test-ca.ts';
import { answerFirst, createTestBench, name, now, past, type TestBench } from '../testing/test-transaction.ts';
import type { Step } from './step.ts';

let bench: TestBench;

beforeAll(async () => {
  bench = await createTestBench(nodeCrypto);
});

describe('a root', () => {
  it('is still the newest where no update comes', async () => {
    const { effect } = await askRoot(genp({ infoType: INFO_TYPES.rootCaKeyUpdate.oid }));
    expect(effect).toEqual({ type: 'answered', answer: { type: 'rootCaCert' } });
  });

  it.each([true, false])('is followed by one that it has signed; with oldWithNew: %s', async (complete) => {
    const { newWithNew, newWithOld, oldWithNew } = await rollOver();
    const update = { newWithNew, ...(newWithOld && { newWithOld }), ...(complete && { oldWithNew }) };
    const { effect } = await askRoot(updateOf(update));
    expect(effect).toEqual({ type: 'answered', answer: { type: 'rootCaCert', update } });
  });

  it.each([
    ['whose newWithOld the old root did not sign', { oldSigner: 'stranger' }],
    ['without newWithOld', { drop: 'newWithOld' }],
    ['under another name, which a CA below it could have', { rename: 'CN=Sub CA' }],
    ['whose newWithOld is about another key', { newWithOldKey: 'stranger' }],
    ['whose newWithOld bears another name', { newWithOldName: 'CN=Other' }],
    ['whose newWithOld is no CA', { newWithOldCa: false }],
    ['whose newWithOld is over', { newWithOldValidity: past }],
    ['whose newWithOld is the old root', { newWithOldIsRoot: true }],
    ['whose newWithNew is signed by another key', { newSigner: 'stranger' }],
    ['whose newWithNew is no CA', { newCa: false }],
    ['whose newWithNew is over', { newValidity: past }],
    ['whose oldWithNew the new root did not sign', { oldWithNewSigner: 'stranger' }],
    ['whose oldWithNew is about another key', { oldWithNewKey: 'stranger' }],
  ] as const)('%s has no successor', async (_, fault) => {
    const step = await askRoot(updateOf(await rollOver(fault)));
    expect(refusalOf(step)).toEqual({ checks: ['rootCaKeyUpdate'], code: 'root-update-not-trusted' });
  });

  it('is followed by one of another name where that is accepted', async () => {
    const answer = updateOf(await rollOver({ rename: 'CN=Root 2' }));
    const party = { ...bench.mac, context: { ...bench.mac.context, expectations: { acceptRenamedRoot: true } } };
    const step = await answerFirst(bench, party, genm({ type: 'rootCaCert', currentRoot: oldRoot }), answer);
    expect(step.effect).toMatchObject({ type: 'answered', answer: { type: 'rootCaCert' } });
  });

  it('has no successor that cannot be read', async () => {
    const update = { newWithNew: Uint8Array.of(0x30, 0) };
    expect(refusalOf(await askRoot(updateOf(update))).code).toBe('root-update-not-trusted');
  });
});

interface RollOverFault {
  readonly drop?: 'newWithOld';
  /** Another name for the new root. */
  readonly rename?: string;
  readonly oldSigner?: 'stranger';
  readonly newWithOldKey?: 'stranger';
  readonly newWithOldName?: string;
  readonly newWithOldCa?: boolean;
  readonly newWithOldValidity?: typeof past;
  readonly newWithOldIsRoot?: boolean;
  readonly newSigner?: 'stranger';
  readonly newCa?: boolean;
  readonly newValidity?: typeof past;
  readonly oldWithNewSigner?: 'stranger';
  readonly oldWithNewKey?: 'stranger';
}

let oldKeys: KeyPair;
let oldRoot: Uint8Array;

beforeAll(async () => {
  oldKeys = await nodeCrypto.generateKeyPair('ec-p256');
  oldRoot = await makeRoot('CN=Root', oldKeys, 'CN=Root', oldKeys);
});

/** RFC 9810, section 4.4: a new key for the root, and what links it with the old one. */
async function rollOver(
  fault: RollOverFault = {},
): Promise<{ newWithNew: Uint8Array; newWithOld?: Uint8Array; oldWithNew: Uint8Array }> {
  const newKeys = await nodeCrypto.generateKeyPair('ec-p256');
  const stranger = await nodeCrypto.generateKeyPair('ec-p256');
  const or = (who: 'stranger' | undefined, proper: KeyPair): KeyPair => (who === undefined ? proper : stranger);
  const newWithOld = await makeRoot(
    fault.newWithOldName ?? fault.rename ?? 'CN=Root',
    or(fault.newWithOldKey, newKeys),
    'CN=Root',
    or(fault.oldSigner, oldKeys),
    fault.newWithOldCa,
    fault.newWithOldValidity,
  );
  return {
    newWithNew: await makeRoot(
      fault.rename ?? 'CN=Root',
      newKeys,
      fault.rename ?? 'CN=Root',
      or(fault.newSigner, newKeys),
      fault.newCa,
      fault.newValidity,
    ),
    ...(fault.drop === undefined && { newWithOld: fault.newWithOldIsRoot === true ? oldRoot : newWithOld }),
    oldWithNew: await makeRoot(
      'CN=Root',
      or(fault.oldWithNewKey, oldKeys),
      fault.rename ?? 'CN=Root',
      or(fault.oldWithNewSigner, newKeys),
    ),
  };
}

async function makeRoot(
  subject: string,
  { publicKey }: KeyPair,
  issuer: string,
  { signer }: KeyPair,
  cA = true,
  validity = { notBefore: new Date(now.getTime() - 86_400_000), notAfter: new Date(now.getTime() + 86_400_000) },
): Promise<Uint8Array> {
  return createCertificate({
    serialNumber: createSerialNumber(nodeCrypto),
    subject: name(subject),
    issuer: name(issuer),
    ...validity,
    subjectPublicKeyInfo: publicKey,
    extensions: [createBasicConstraints({ cA }), createKeyUsage(['keyCertSign', 'cRLSign'])],
    signer,
  });
}

function updateOf(update: { newWithNew: Uint8Array; newWithOld?: Uint8Array; oldWithNew?: Uint8Array }): Forgery {
  const { oid, value } = INFO_TYPES.rootCaKeyUpdate;
  return genp({ infoType: oid, infoValue: encode(value, update) });
}

async function askRoot(forgery: Forgery): Promise<Step<'genm'>> {
  return ask(bench, { type: 'rootCaCert', currentRoot: oldRoot }, forgery);
}
