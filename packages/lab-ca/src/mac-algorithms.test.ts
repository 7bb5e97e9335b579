import type { MacParameters } from '@crypto-cmp/cmp';
import { HASH_LABELS, HASH_NAMES } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { byMac, enrollRequest, granted, run } from '../test/requesting.ts';
import { type RunningLab, runTestLab } from '../test/running-lab.ts';

describe('protection by a secret', () => {
  let lab: RunningLab;
  beforeAll(async () => {
    lab = await runTestLab();
  });
  afterAll(async () => {
    await lab.stop();
  });

  /** With a SHAKE the MAC is KMAC, and so is the answer's. PBKDF2 is by HMAC alone. */
  const rows = HASH_NAMES.flatMap((hash): MacParameters[] => [
    { algorithm: 'passwordBasedMac', hash, macHash: hash, iterations: 100 },
    { algorithm: 'pbmac1', macHash: hash, iterations: 100, ...(!hash.startsWith('shake') && { hash }) },
  ]);
  it.each(rows)('enrolls and confirms by $algorithm with $macHash', async (parameters) => {
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    const ran = await run(lab, { request: enrollRequest('ir', key), protector: byMac({ parameters }) });
    expect(granted(ran).confirmedBy).toBe('pkiconf');
    const { macHash = 'sha256' } = parameters;
    const name = macHash.startsWith('shake') ? macHash.replace('shake', 'KMAC') : `HMAC-${HASH_LABELS[macHash]}`;
    expect(ran.steps.at(-1)?.received?.protection).toMatch(new RegExp(`^${name}, 100 iterations`));
  });
});
