import type { Enrollment } from '@crypto-cmp/api';
import type { TransferErrorCode } from '@crypto-cmp/cmp';
import { openFileStore } from '@crypto-cmp/lab-ca/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createTrustpoint, trustpointOf, waitForEnd } from '../../test/run-enrollment.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';
import { openStored } from '../../test/test-database.ts';
import { type Poison, POISONS, startToxicProxy } from '../../test/toxic-proxy.ts';

/** Short ones, so that silence costs seconds. */
const TOTAL_SECONDS = 12;
const environment = {
  MESSAGE_TIMEOUT_SECONDS: '5',
  ENROLLMENT_TIMEOUT_SECONDS: String(TOTAL_SECONDS),
  WAITING_LIMIT_SECONDS: '20',
};

/** The messages that an answer may be lost to, and where the lab CA wants them. */
const STAGES = { ir: '/cmp/explicit-confirm', pollReq: '/cmp/waiting', certConf: '/cmp/explicit-confirm' } as const;
type Stage = keyof typeof STAGES;

/** What an enrollment says when no answer ever comes through. */
const REASONS: Record<Exclude<Poison, 'delay'>, TransferErrorCode> = {
  'after-total-time': 'answer-timed-out',
  silence: 'answer-timed-out',
  close: 'connection-reset',
  reset: 'connection-reset',
  'cut-in-header': 'connection-reset',
  'cut-in-body': 'answer-truncated',
  'reset-in-body': 'answer-truncated',
  drip: 'answer-timed-out',
  garbage: 'answer-not-http',
};

interface Case {
  readonly stage: Stage;
  readonly poison: Poison;
  /** Every answer, or the first one only. */
  readonly lasts: boolean;
}

const CASES: Case[] = Object.keys(STAGES).flatMap((stage) =>
  Object.keys(POISONS).flatMap((poison) =>
    // as: the keys of these two objects
    [true, false].map((lasts) => ({ stage: stage as Stage, poison: poison as Poison, lasts })),
  ),
);
const nameOf = ({ stage, poison, lasts }: Case) => `${stage} ${poison} ${lasts ? 'always' : 'once'}`;

interface Outcome {
  readonly enrollment: Enrollment;
  /** Of the trustpoint's certificate; null for none. */
  readonly inUse: string | null;
}

const outcomes = new Map<string, Outcome>();
const orphans: string[] = [];
const ends: (() => void | Promise<void>)[] = [];
const atEnd = (end: () => void | Promise<void>) => void ends.unshift(end);

beforeAll(async () => {
  const [dataDir, labDir] = [makeFolder(atEnd), makeFolder(atEnd)];
  const lab = await startLab(atEnd, labDir);
  const { client } = await startConsole({ dataDir, environment, atEnd });
  await inTurns(
    CASES.map((one, index) => async () => {
      const { stage, poison, lasts } = one;
      const port = await startToxicProxy({
        target: new URL(lab.connection.url).origin,
        bodyType: stage,
        poison,
        times: lasts ? Infinity : 1,
        atEnd,
      });
      const server = { role: 'primary', host: '127.0.0.1', port, path: STAGES[stage], transport: 'http' } as const;
      const { trustpointId } = await createTrustpoint(
        client,
        labPolicy(lab, { name: `device-${index}`, servers: [server] }),
      );
      const body = { operation: 'enroll' as const };
      const { id } = await client.trustpoints.startEnrollment({ params: { id: trustpointId }, body });
      const enrollment = await waitForEnd(client, id, 200_000);
      const { certificate } = await trustpointOf(client, trustpointId);
      outcomes.set(nameOf(one), { enrollment, inUse: certificate?.sha256 ?? null });
    }),
  );
  const database = await openStored(dataDir, atEnd);
  const stored = await database.selectFrom('certificates').select('der').execute();
  const known = new Set(stored.map(({ der }) => Buffer.from(der).toString('hex')));
  for (const record of await openFileStore(labDir).loadRecords()) {
    if (record.type === 'certificate' && record.status.name === 'valid' && !known.has(record.certificate)) {
      orphans.push(record.certificate);
    }
  }
}, 240_000);
afterAll(async () => {
  for (const end of ends) await end();
});

/** So many at once that silence costs little, and so few that a busy machine is not taken for a slow CA. */
async function inTurns(tasks: (() => Promise<void>)[]): Promise<void> {
  const rest = tasks.values();
  const hands = Array.from({ length: 8 }, async () => {
    for (const task of rest) await task();
  });
  await Promise.all(hands);
}

function outcomeOf(one: Case): Outcome {
  const outcome = outcomes.get(nameOf(one));
  if (outcome === undefined) throw new Error(`expected an outcome of ${nameOf(one)}`);
  return outcome;
}

describe.each(CASES)('the answer to a $stage: $poison, always: $lasts', (one) => {
  test('ends with a true reason within its total time, and says what may have been issued', () => {
    const { enrollment, inUse } = outcomeOf(one);
    const { state, failure, received } = enrollment;
    const tookMs = Date.parse(enrollment.endedAt ?? '') - Date.parse(enrollment.createdAt);
    // A CA that lets it wait gives it its total time anew.
    expect(tookMs).toBeLessThan((TOTAL_SECONDS * 3 + 10) * 1000);
    if (state === 'succeeded') {
      expect(inUse).toBe(received?.sha256);
      expect(one.poison === 'delay' || !one.lasts).toBe(true);
      return;
    }
    expect(state).toBe('failed');
    expect(inUse).toBeNull();
    expect(failure).toMatchObject({ kind: 'transport', certificateMayExist: true });
    expect(failure?.explanation.detail).toContain('The CA may have issued a certificate');
    if (one.poison === 'delay') throw new Error('expected a delay to do no harm');
    expect(one.lasts ? [REASONS[one.poison], 'answer-lost'] : ['answer-lost', REASONS[one.poison]]).toContain(
      failure?.code,
    );
  });
});

test('every certificate that the CA holds as valid is in the console, or is named as one that may exist', () => {
  const named = [...outcomes.values()].filter(({ enrollment }) => enrollment.failure?.certificateMayExist === true);
  expect(outcomes.size).toBe(CASES.length);
  expect(orphans.length).toBeLessThanOrEqual(named.length);
});
