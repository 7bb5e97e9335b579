import type { AnyCheckName, Decryption, FailureCode, TransactionRequest } from '@crypto-cmp/cmp';
import { createDecryptionKey } from '@crypto-cmp/cmp/node';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CHECK_OF_FAILURE, failedChecks } from '../../test/check-of-failure.ts';
import { byMac, bySignature, enrollHolder, enrollRequest, type Holder, run, subjectOf } from '../../test/requesting.ts';
import { type RunningLab, runTestLab } from '../../test/running-lab.ts';
import { KEY_FAULTS, type KeyFaultName } from './faults.ts';

describe('faults in what comes encrypted', () => {
  let lab: RunningLab;
  let holder: Holder;
  beforeAll(async () => {
    lab = await runTestLab();
    // To such a key a private one can be sent.
    holder = await enrollHolder(lab, 'rsa-2048');
  });
  afterAll(async () => {
    await lab.stop();
  });

  // as: the keys of the table are its names
  const names = Object.keys(KEY_FAULTS) as KeyFaultName[];
  const rows = names.flatMap((name) => {
    const { under, provokes, description } = KEY_FAULTS[name];
    const kinds = under === 'any' ? (['mac', 'signature'] as const) : [under];
    return kinds.map((kind) => ({ name, kind, provokes, description }));
  });

  it.concurrent.each(rows)('$name under a $kind ends in $provokes: $description', async ({ name, kind, provokes }) => {
    const { outcome, steps } = await ask(`/cmp/faults/${name}`, name, kind);
    expect(outcome).toMatchObject({ type: 'failed', failure: { code: provokes } });
    expect(failedChecks(steps)).toEqual([checkOf(name, provokes)]);
  });

  it.each(rows)('$name under a $kind is the only thing wrong: without it the request succeeds', async (row) => {
    const { outcome } = await ask('/cmp', row.name, row.kind);
    expect(outcome).toMatchObject({ type: 'succeeded' });
  });

  it.each(names)('%s refuses a request that asks for something else', async (name) => {
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    const protector = KEY_FAULTS[name].under === 'signature' ? bySignature(holder) : byMac();
    const { outcome } = await run(lab, { path: `/cmp/faults/${name}`, request: enrollRequest('ir', key), protector });
    expect(outcome).toMatchObject({ failure: { code: 'error-received' } });
  });

  function checkOf(name: KeyFaultName, code: FailureCode): AnyCheckName | undefined {
    const isCertificate = KEY_FAULTS[name].wants === 'encrypted-certificate';
    return CHECK_OF_FAILURE[code] ?? (isCertificate ? 'encryptedCertificate' : 'privateKeyEnvelope');
  }

  async function ask(path: string, name: KeyFaultName, kind: 'mac' | 'signature') {
    const protector = kind === 'mac' ? byMac() : bySignature(holder);
    return run(lab, { path, protector, timeoutMs: 10_000, ...(await wanted(name, kind)) });
  }

  async function wanted(
    name: KeyFaultName,
    kind: 'mac' | 'signature',
  ): Promise<{ readonly request: TransactionRequest; readonly decryption: Decryption }> {
    const template = { operation: 'ir', subject: subjectOf('device') } as const;
    if (KEY_FAULTS[name].wants === 'central-key') {
      const decryption = kind === 'mac' ? { crypto: nodeCrypto } : decryptionBy(holder.key.privateKey);
      return { request: { ...template, centralKey: {} }, decryption };
    }
    const { privateKey, publicKey } = await nodeCrypto.generateKemKeyPair('ml-kem-768');
    return { request: { ...template, encryptionKey: publicKey }, decryption: decryptionBy(privateKey) };
  }
});

function decryptionBy(privateKey: Uint8Array): Decryption {
  const key = createDecryptionKey(privateKey);
  if (key === undefined) throw new TypeError('expected a key that decrypts');
  return { crypto: nodeCrypto, key };
}
