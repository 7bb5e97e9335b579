import { toPolicyDraft } from '@crypto-cmp/api';
import { PKIMessage } from '@crypto-cmp/cmp';
import { decode, encode } from '@crypto-cmp/der';
import type { RunningLabCa } from '@crypto-cmp/lab-ca/node';
import { describe, expect, test } from 'vitest';

import { createTrustpoint, runEnrollment, trustpointOf, waitFor, waitForEnd } from '../../test/run-enrollment.ts';
import { makeFolder, startConsole, type TestConsole } from '../../test/start-console.ts';
import { labPolicy, labServer, startLab } from '../../test/start-lab.ts';
import { openStored } from '../../test/test-database.ts';
import { openHttpTransport } from './engine/http-transport.ts';
import type { Transport } from './engine/send-message.ts';

/** Sends every kur to another path of the lab CA than everything else: there it is refused. */
function refusingKur(path: string, change = (bytes: Uint8Array) => bytes): () => Transport {
  return () => {
    const { send, close } = openHttpTransport();
    return {
      close,
      async send(message) {
        if (!isKur(message.bytes)) return await send(message);
        const answer = await send({ ...message, server: { ...message.server, path } });
        return { ...answer, bytes: change(answer.bytes) };
      },
    };
  };
}

/** As EJBCA answers a request whose signer it does not know. */
function withoutProtection(bytes: Uint8Array): Uint8Array {
  const { protection: _, extraCerts: __, ...message } = decode(PKIMessage, bytes);
  return encode(PKIMessage, message);
}

function isKur(bytes: Uint8Array): boolean {
  return decode(PKIMessage, bytes).body.value.type === 'kur';
}

async function enrolledConsole(path: string, change?: (bytes: Uint8Array) => Uint8Array) {
  const [console_, lab] = [await startConsole({ openTransport: refusingKur(path, change) }), await startLab()];
  const { trustpointId, policy } = await createTrustpoint(console_.client, labPolicy(lab));
  const first = await runEnrollment(console_.client, trustpointId);
  expect(first).toMatchObject({ state: 'succeeded', fallback: null });
  return { console_, client: console_.client, trustpointId, policy };
}

describe('a renewal that is refused for its signer', () => {
  test.each([
    'rejection/signerNotTrusted',
    'error/signerNotTrusted',
    'error/certRevoked',
    'rejection/badCertId',
    'error/badMessageCheck',
    'error/wrongIntegrity',
    'rejection/notAuthorized',
    'error/badRequest',
  ])('by %s goes on with the Secret, in a transaction of its own', async (fault) => {
    const { client, trustpointId } = await enrolledConsole(`/cmp/faults/${fault}`);
    const before = await trustpointOf(client, trustpointId);
    const renewal = await runEnrollment(client, trustpointId, 'renew');

    expect(renewal, JSON.stringify(renewal.failure)).toMatchObject({
      state: 'succeeded',
      operation: 'renew',
      requestType: 'ir',
      protection: { sent: 'mac' },
      fallback: { afterMessage: 2, isProven: true, cause: expect.stringMatching(/^The CA .*\.$/) },
    });
    expect(renewal.messages.slice(0, 4).map(({ bodyType }) => bodyType)).toEqual([
      'kur',
      fault.startsWith('error') ? 'error' : 'kup',
      'ir',
      'ip',
    ]);
    expect(renewal.fallback?.transactionID).not.toBe(renewal.transactionID);
    const after = await trustpointOf(client, trustpointId);
    expect(after.certificate?.serialNumber).not.toBe(before.certificate?.serialNumber);
    expect(after.history[0]).toMatchObject({ kind: 'renewed', detail: expect.stringMatching(/^kur refused, then ir/) });
  });

  test('goes on with the Secret at a CA that has taken the place of the one that issued it', async () => {
    const console_ = await startConsole();
    const { client } = console_;
    const [old, other] = [await startLab(), await startLab()];
    const { policy, trustpointId } = await createTrustpoint(client, labPolicy(old));
    await runEnrollment(client, trustpointId);
    await moveTo(console_, policy.id, other);

    const renewal = await runEnrollment(client, trustpointId, 'renew');
    expect(renewal, JSON.stringify(renewal.failure)).toMatchObject({ state: 'succeeded', requestType: 'ir' });
    expect(renewal.fallback).not.toBeNull();
    // From now on the new CA knows the certificate.
    expect(await runEnrollment(client, trustpointId, 'renew')).toMatchObject({ requestType: 'kur', fallback: null });
  });

  test('goes on also where nothing proves the refusal, and says so', async () => {
    const { client, trustpointId } = await enrolledConsole('/cmp/faults/error/signerNotTrusted', withoutProtection);
    const renewal = await runEnrollment(client, trustpointId, 'renew');
    expect(renewal, JSON.stringify(renewal.failure)).toMatchObject({
      state: 'succeeded',
      fallback: { isProven: false },
    });
  });

  test.each(['rejection/badCertTemplate', 'error/systemFailure', 'rejection/badPOP', 'error/transactionIdInUse'])(
    'is not what %s says: there the Secret changes nothing',
    async (fault) => {
      const { client, trustpointId } = await enrolledConsole(`/cmp/faults/${fault}`);
      const renewal = await runEnrollment(client, trustpointId, 'renew');
      expect(renewal).toMatchObject({ state: 'failed', requestType: 'kur', fallback: null });
      expect(renewal.messages).toHaveLength(2);
    },
  );

  test('fails where no Secret is set, and says so with the way out', async () => {
    const { client, trustpointId, policy } = await enrolledConsole('/cmp/faults/error/signerNotTrusted');
    const { version, ...stored } = await client.policies.get({ params: { id: policy.id } });
    const draft = toPolicyDraft({ ...stored, version });
    const trustpoints = draft.trustpoints.map((item) => ({ ...item, secret: { action: 'clear' as const } }));
    await client.policies.replace({ params: { id: policy.id }, body: { ...draft, trustpoints }, version });

    const renewal = await runEnrollment(client, trustpointId, 'renew');
    expect(renewal).toMatchObject({
      state: 'failed',
      fallback: null,
      failure: {
        retryCanCure: false,
        explanation: {
          fix: expect.stringContaining('had no Secret to enroll with instead'),
          field: { pointer: '/trustpoints/0/secret' },
        },
      },
    });
    expect(await trustpointOf(client, trustpointId)).toMatchObject({ state: 'valid', needsYou: true });
  });

  test('and then with the Secret too, fails once and for both', async () => {
    const [console_, lab] = [await startConsole(), await startLab()];
    const { client } = console_;
    const { policy, trustpointId } = await createTrustpoint(client, labPolicy(lab));
    await runEnrollment(client, trustpointId);
    const { version, ...stored } = await client.policies.get({ params: { id: policy.id } });
    const draft = toPolicyDraft({ ...stored, version });
    const servers = [labServer(lab, 'faults/error/notAuthorized')];
    await client.policies.replace({ params: { id: policy.id }, body: { ...draft, servers }, version });

    const renewal = await runEnrollment(client, trustpointId, 'renew');
    expect(renewal).toMatchObject({ state: 'failed', requestType: 'ir', failure: { code: 'error-received' } });
    expect(renewal.failure?.explanation.detail).toMatch(/^The CA refused the current certificate, so the Secret was/);
    expect(renewal.messages.map(({ bodyType }) => bodyType)).toEqual(['kur', 'error', 'ir', 'error']);
    expect((await trustpointOf(client, trustpointId)).state).toBe('valid');
  });
});

test('without its key, a certificate is renewed with the Secret', async () => {
  const dataDir = makeFolder();
  const [{ client }, lab] = [await startConsole({ dataDir }), await startLab()];
  const { trustpointId } = await createTrustpoint(client, labPolicy(lab));
  await runEnrollment(client, trustpointId);
  const stored = await openStored(dataDir);
  await stored.updateTable('keys').set({ privateKeySealed: null }).execute();

  expect(await runEnrollment(client, trustpointId, 'renew')).toMatchObject({ state: 'succeeded', requestType: 'ir' });
});

describe('a console that dies over a fallback', () => {
  test.each([
    ['before the refusal came: asks by kur again', 'kur', 'before'],
    ['when the refusal has come, and the ir has not left: sends the ir', 'ir', 'before'],
    ['when the ir has left, and its answer has not come: sends it again', 'ir', 'after'],
  ] as const)('%s', async (_, body, moment) => {
    const dataDir = makeFolder();
    const lab = await startLab();
    const refused = refusingKur('/cmp/faults/error/signerNotTrusted');
    let isDead = false;
    // What reaches the wire is the last thing that a process does which dies there: nothing is stored any more.
    const dying = (): Transport => {
      const { send, close } = refused();
      return {
        close,
        send: async (message) => {
          const isIt = decode(PKIMessage, message.bytes).body.value.type === body;
          if (isIt && moment === 'after') await send(message);
          if (!isIt) return await send(message);
          isDead = true;
          return await new Promise((_resolve, reject) => {
            message.signal.addEventListener('abort', () => reject(new Error('killed')));
          });
        },
      };
    };
    const first = await startConsole({ dataDir });
    const { trustpointId } = await createTrustpoint(first.client, labPolicy(lab));
    await runEnrollment(first.client, trustpointId);
    await first.close();

    const second = await startConsole({ dataDir, openTransport: dying });
    const started = await second.client.trustpoints.startEnrollment({
      params: { id: trustpointId },
      body: { operation: 'renew' },
    });
    await waitFor(second.client, started.id, () => isDead);
    await second.close();

    const third = await startConsole({ dataDir, openTransport: refused });
    const renewal = await waitForEnd(third.client, started.id);
    expect(renewal, JSON.stringify(renewal.failure)).toMatchObject({ state: 'succeeded', requestType: 'ir' });
    const sent = renewal.messages.filter(({ direction }) => direction === 'sent').map(({ bodyType }) => bodyType);
    expect(sent.slice(0, 2)).toEqual(['kur', 'ir']);
    expect(renewal.messages.find(({ bodyType }) => bodyType === body)?.tries).toBe(2);
  });
});

/** The same policy at another CA, whose Secret and root certificate it has now. */
async function moveTo({ client }: TestConsole, policyId: string, lab: RunningLabCa): Promise<void> {
  const { version, ...stored } = await client.policies.get({ params: { id: policyId } });
  const draft = toPolicyDraft({ ...stored, version });
  const there = labPolicy(lab);
  const trustpoints = there.trustpoints.map((item, index) => ({ ...item, id: draft.trustpoints[index]?.id ?? '' }));
  await client.policies.replace({ params: { id: policyId }, body: { ...there, trustpoints }, version });
}
