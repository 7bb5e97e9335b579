import { FAULTS } from '@crypto-cmp/lab-ca';
import type { RunningLabCa } from '@crypto-cmp/lab-ca/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createTrustpoint, runEnrollment, trustpointOf } from '../../test/run-enrollment.ts';
import { startConsole, type TestConsole } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';

/** A console protects with no KEM key and has no revocation lists: what these faults provoke is tried without one. */
const BEYOND_A_CONSOLE = new Set(['kem-key', 'kem-peer', 'crl']);
const faults = Object.entries(FAULTS).filter(([, { needs }]) => needs === undefined || !BEYOND_A_CONSOLE.has(needs));

/** Short ones, so that a CA that is silent costs seconds and not minutes. */
const LIMITS = { MESSAGE_TIMEOUT_SECONDS: '5', ENROLLMENT_TIMEOUT_SECONDS: '8', WAITING_LIMIT_SECONDS: '3' };

let server: TestConsole;
let lab: RunningLabCa;
const ends: (() => void | Promise<void>)[] = [];

beforeAll(async () => {
  lab = await startLab((end) => void ends.unshift(end));
  server = await startConsole({ environment: LIMITS, atEnd: (end) => void ends.unshift(end) });
});
afterAll(async () => {
  for (const end of ends) await end();
});

describe.concurrent('each fault of the lab CA ends in a refusal with its own code and plain words', () => {
  for (const [index, [name, fault]] of faults.entries()) {
    test(`${name}: ${fault.description}`, { timeout: 60_000 }, async () => {
      const { client } = server;
      const recipientName = fault.needs === 'open-sender' ? '' : lab.connection.caName;
      const honest = labPolicy(lab, { name: `device-${index}`, recipientName });
      const faulty = labPolicy(lab, { name: `device-${index}`, recipientName, path: `faults/${name}` });
      const isRenewal = fault.under === 'signature';
      const { trustpointId, policy } = await createTrustpoint(client, isRenewal ? honest : faulty);
      let current: string | undefined;
      if (isRenewal) {
        current = (await runEnrollment(client, trustpointId)).received?.sha256;
        const trustpoints = faulty.trustpoints.map((item) => ({
          ...item,
          id: trustpointId,
          secret: { action: 'keep' as const },
        }));
        await client.policies.replace({ params: { id: policy.id }, version: 1, body: { ...faulty, trustpoints } });
      }
      const startedAt = performance.now();
      const enrollment = await runEnrollment(client, trustpointId, isRenewal ? 'renew' : 'enroll');

      expect(enrollment, JSON.stringify(enrollment.failure)).toMatchObject({
        state: 'failed',
        failure: {
          code: fault.provokes,
          explanation: { cause: expect.stringMatching(/^[A-Z0-9].*\.$/), fix: expect.stringMatching(/^[A-Z].*\.$/) },
        },
      });
      expect(performance.now() - startedAt).toBeLessThan(25_000);
      const trustpoint = await trustpointOf(client, trustpointId);
      expect(trustpoint.certificate?.sha256).toBe(current);
      expect(trustpoint.lastFailure).toMatchObject({ enrollmentId: enrollment.id, code: fault.provokes });
      expect(trustpoint.lastFailure?.title).not.toBe('');
    });
  }
});
