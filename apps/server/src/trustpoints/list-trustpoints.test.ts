import type { TrustpointSummary } from '@crypto-cmp/api';
import { TRUSTPOINT_STATES } from '@crypto-cmp/policy';
import { expect, test, vi } from 'vitest';

import { fillDatabase } from '../../test/fill-database.ts';
import { makeFolder, startConsole } from '../../test/start-console.ts';
import { openStored } from '../../test/test-database.ts';

vi.setConfig({ testTimeout: 120_000 });

const NOW = Date.parse('2026-11-23T11:52:04Z');

async function startFilled(policies: number, trustpointsPerPolicy: number) {
  const dataDir = makeFolder();
  const first = await startConsole({ dataDir });
  await first.close();
  await fillDatabase(await openStored(dataDir), { policies, trustpointsPerPolicy }, NOW);
  return await startConsole({ dataDir, now: () => NOW });
}

type Query = NonNullable<
  NonNullable<Parameters<Awaited<ReturnType<typeof startConsole>>['client']['trustpoints']['list']>[0]>['query']
>;

test('shows every trustpoint once, the most urgent first, in each sort and both directions', async () => {
  const { client } = await startFilled(7, 13);
  const walkAll = async (query: Query) => {
    const seen: TrustpointSummary[] = [];
    let page = await client.trustpoints.list({ query: { ...query, limit: 9 } });
    for (;;) {
      expect(page.start).toBe(seen.length);
      seen.push(...page.items);
      if (page.nextCursor === null) break;
      page = await client.trustpoints.list({ query: { ...query, limit: 9, cursor: page.nextCursor } });
    }
    const back = page.items.map(({ id }) => id);
    while (page.previousCursor !== null) {
      page = await client.trustpoints.list({ query: { ...query, limit: 9, cursor: page.previousCursor } });
      back.unshift(...page.items.map(({ id }) => id));
    }
    expect(back).toEqual(seen.map(({ id }) => id));
    return seen;
  };

  const byUrgency = await walkAll({});
  expect(new Set(byUrgency.map(({ id }) => id)).size).toBe(91);
  const order = byUrgency.map(({ state, needsYou }) => (needsYou && state === 'empty' ? 'empty, failed' : state));
  expect(order.filter((state, index) => state !== order[index - 1])).toEqual([
    'expired',
    'overdue',
    'empty, failed',
    'renewal-due',
    'empty',
    'valid',
    'revoked',
  ]);
  for (const sort of ['name', '-name', 'notAfter', '-notAfter', 'policy', '-policy'] as const) {
    expect(new Set((await walkAll({ sort })).map(({ id }) => id)).size).toBe(91);
  }
  const ends = (await walkAll({ sort: 'notAfter' })).map(({ certificate }) => certificate?.notAfter ?? '9');
  expect(ends).toEqual(ends.toSorted());
});

test('counts and filters by state, need, policy and words, serial numbers included', async () => {
  const { client } = await startFilled(7, 13);
  const all = await client.trustpoints.list({ query: { limit: 200 } });
  const inState = (state: string) => all.items.filter((item) => item.state === state).length;

  expect(all).toMatchObject({ total: 91, countedAt: new Date(NOW).toISOString() });
  for (const state of TRUSTPOINT_STATES) {
    expect(all.counts[state]).toBe(inState(state));
    const chosen = await client.trustpoints.list({ query: { state: [state], limit: 200 } });
    expect(chosen.total).toBe(inState(state));
    expect(chosen.items.every((item) => item.state === state)).toBe(true);
    expect(chosen.counts).toEqual(all.counts);
  }
  const needy = await client.trustpoints.list({ query: { needsYou: 'true', limit: 200 } });
  expect(needy.total).toBe(all.counts.needsYou);
  expect(needy.items.every(({ needsYou }) => needsYou)).toBe(true);
  const calm = await client.trustpoints.list({ query: { needsYou: 'false' } });
  expect(calm.total).toBe(91 - needy.total);
  const two = await client.trustpoints.list({ query: { state: ['expired', 'valid'] } });
  expect(two.total).toBe(inState('expired') + inState('valid'));
  const ofPolicy = await client.trustpoints.list({ query: { policy: 'policy-3' } });
  expect(ofPolicy).toMatchObject({ total: 13, counts: { all: 13 } });
  const [enrolled] = all.items;
  const serial = enrolled?.certificate?.serialNumber ?? '';
  const found = await client.trustpoints.list({ query: { q: serial.toUpperCase() } });
  expect(found.items.map(({ id }) => id)).toEqual([enrolled?.id]);
});

test('the home page counts what the lists count', async () => {
  const { client } = await startFilled(7, 13);
  const [overview, list] = [await client.overview.get(), await client.trustpoints.list()];

  expect(overview.trustpoints).toEqual(list.counts);
  expect(overview.policyCount).toBe(7);
  expect(overview.needsYou).toHaveLength(Math.min(20, list.counts.needsYou));
  expect(overview.needsYou[0]?.trustpoint.id).toBe(list.items[0]?.id);
  expect(overview.servers).toMatchObject([{ server: { host: 'ca.example' }, primaryOf: 7, secondaryOf: 0 }]);
  const { weeks, busiestDay } = overview.expiry;
  const inWeeks = weeks.reduce((sum, week) => sum + week.needsYou + week.renewalDue + week.later, 0);
  expect(inWeeks).toBe(list.counts.overdue + list.counts['renewal-due']);
  expect(weeks).toHaveLength(13);
  expect(weeks[0]).toMatchObject({ startsOn: '2026-11-23', needsYou: list.counts.overdue });
  expect(busiestDay?.count).toBeGreaterThan(0);
  const policies = await client.policies.list();
  expect(policies.items.reduce((sum, policy) => sum + policy.needsYouCount, 0)).toBe(list.counts.needsYou);
});

test('answers every list of 10,000 trustpoints in well under a second', async () => {
  const { client } = await startFilled(1000, 10);
  const timed = async (call: () => Promise<unknown>) => {
    await call();
    const before = performance.now();
    await call();
    return performance.now() - before;
  };
  const first = await client.trustpoints.list();
  const durations = {
    urgency: await timed(async () => await client.trustpoints.list()),
    nextPage: await timed(async () => await client.trustpoints.list({ query: { cursor: first.nextCursor ?? '' } })),
    name: await timed(async () => await client.trustpoints.list({ query: { sort: 'name' } })),
    notAfter: await timed(async () => await client.trustpoints.list({ query: { sort: 'notAfter' } })),
    policy: await timed(async () => await client.trustpoints.list({ query: { sort: 'policy' } })),
    search: await timed(async () => await client.trustpoints.list({ query: { q: 'tp-99' } })),
    state: await timed(async () => await client.trustpoints.list({ query: { state: ['valid'] } })),
    policies: await timed(async () => await client.policies.list()),
    enrollments: await timed(async () => await client.enrollments.list()),
    overview: await timed(async () => await client.overview.get()),
  };

  expect(first.total).toBe(10_000);
  expect(Math.max(...Object.values(durations)), JSON.stringify(durations)).toBeLessThan(400);
});
