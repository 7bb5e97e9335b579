import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { enrollRequest, granted, run } from '../../test/requesting.ts';
import { type RunningLab, runTestLab } from '../../test/running-lab.ts';

let lab: RunningLab;
beforeAll(async () => {
  lab = await runTestLab();
});
afterAll(async () => lab.stop());

it('answers a request under a MAC with signatures to the end, for a client that takes them', async () => {
  const request = enrollRequest('ir', await nodeCrypto.generateKeyPair('ec-p256'));
  const path = '/cmp/signed-answers';
  const ran = await run(lab, { path, request, expectations: { protection: 'any' } });
  expect(granted(ran).confirmedBy).toBe('pkiconf');
  const kinds = ran.steps.flatMap(({ checks = [] }) => checks.filter(({ name }) => name === 'protectionKind'));
  expect(kinds.map(({ detail }) => detail)).toEqual(Array(2).fill('signature, which the policy allows'));
  expect((await run(lab, { path, request })).outcome).toMatchObject({ failure: { code: 'protection-kind-differs' } });
});
