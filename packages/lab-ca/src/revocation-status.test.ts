import { runTransaction } from '@crypto-cmp/cmp/node';
import { toHex } from '@crypto-cmp/der';
import { type CertificateList, parseCertificate, parseCertificateList } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { failedChecks } from '../test/check-of-failure.ts';
import { bySignature, enrollHolder, enrollRequest, granted, type Holder, type Ran, run } from '../test/requesting.ts';
import { type RunningLab, runTestLab } from '../test/running-lab.ts';
import { REVOKED_FAULTS } from './faults/revoked-faults.ts';

describe('revocation lists at hand', () => {
  let lab: RunningLab;
  let holder: Holder;
  let lists: readonly CertificateList[];
  let lostSerial: string;
  beforeAll(async () => {
    lab = await runTestLab();
    holder = await enrollHolder(lab);
    const revoked = await enrollHolder(lab, 'ec-p256', 'lost');
    const context = { crypto: nodeCrypto, protector: bySignature(revoked), trustAnchors: [lab.root] };
    const request = { operation: 'rr', reason: 'keyCompromise' } as const;
    const outcome = await runTransaction({ url: `${lab.url}/cmp`, request, context, timeoutMs: 5000 });
    if (outcome.type !== 'revoked') throw new Error('expected the device to be revoked');
    lists = await Promise.all(['/crl/root.crl', '/crl/issuing.crl'].map(readList));
    lostSerial = toHex(parseCertificate(revoked.certificate).serialNumber);
  });
  afterAll(async () => {
    await lab.stop();
  });

  it('name the lost device, and nobody else', () => {
    const named = lists.flatMap(({ entries }) => entries.map(({ serialNumber }) => toHex(serialNumber)));
    expect(named).toEqual([lostSerial]);
  });

  it('let pass what none of them revokes, and say so', async () => {
    const ran = await enroll({ crls: lists, expectations: { requireRevocationStatus: true } });
    expect(granted(ran).confirmedBy).toBe('pkiconf');
    expect(verdictsOf(ran)).toMatchObject({ signerRevocation: 'passed', certificateRevocation: 'passed' });
  });

  it.each([
    ['there is none', () => []],
    ['the one of the issuing CA alone is there', () => lists.slice(1)],
  ])('are not asked where %s, unless the policy wants to know', async (_, crls) => {
    const ran = await enroll({ crls: crls() });
    expect(verdictsOf(ran)).toMatchObject({ signerRevocation: 'not-applicable' });
    expect(granted(ran).confirmedBy).toBe('pkiconf');
    const strict = await enroll({ crls: crls(), expectations: { requireRevocationStatus: true } });
    expect(strict.outcome).toMatchObject({ type: 'failed', failure: { code: 'revocation-unknown' } });
  });

  it.each([
    ['signer-revoked', 'signerRevocation'],
    ['certificate-revoked', 'certificateRevocation'],
  ] as const)('show what is revoked: %s makes exactly %s fail', async (name, check) => {
    const { provokes } = REVOKED_FAULTS[name];
    const ran = await enroll({ crls: lists, path: `/cmp/faults/${name}` });
    expect(ran.outcome).toMatchObject({ type: 'failed', failure: { code: provokes } });
    expect(failedChecks(ran.steps)).toEqual([check]);
    const blind = await enroll({ path: `/cmp/faults/${name}` });
    expect(failedChecks(blind.steps)).not.toContain(check);
  });

  async function enroll(how: Pick<Parameters<typeof run>[1], 'crls' | 'path' | 'expectations'>): Promise<Ran> {
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    return run(lab, { request: enrollRequest('cr', key), protector: bySignature(holder), ...how });
  }

  async function readList(path: string): Promise<CertificateList> {
    const response = await lab.labCa.read(path);
    return parseCertificateList(response?.body ?? new Uint8Array());
  }
});

function verdictsOf({ steps }: Ran): Record<string, string> {
  const { checks = [] } = steps.find((step) => step.checks !== undefined) ?? {};
  return Object.fromEntries(checks.map(({ name, verdict }) => [name, verdict]));
}
