import { readdirSync } from 'node:fs';

import { beforeAll, describe, expect, it } from 'vitest';

import { readFinding } from './running/finding.ts';
import { fuzzTarget } from './running/fuzz-target.ts';
import type { Target } from './running/target.ts';
import { createTargets } from './targets/targets.ts';

let targets: readonly Target[];
beforeAll(async () => {
  targets = await createTargets();
}, 60_000);

function targetCalled(name: string): Target {
  const target = targets.find((one) => one.name === name);
  if (target === undefined) throw new TypeError(`no target is called ${name}`);
  return target;
}

/** A slice of what `npm run fuzz` does, the same every time: inputs, and how many of them must have been taken. */
const SLICE = {
  der: [8000, 1000],
  x509: [2500, 500],
  path: [500, 80],
  messages: [5000, 1500],
  inspect: [600, 150],
  cms: [6000, 1000],
  transaction: [1800, 150],
  faults: [900, 10],
  'key-delivery': [200, 10],
} as const;

it('has a slice of every target', () => {
  expect(targets.map(({ name }) => name)).toEqual(Object.keys(SLICE));
});

it.each(Object.entries(SLICE))(
  '%s: nothing breaks a promise, whatever was changed',
  async (name, [runs, accepted]) => {
    const report = await fuzzTarget(targetCalled(name), { seed: 1, runs });
    expect(report.findings).toEqual([]);
    expect(report.inputs).toBe(runs);
    // Were nearly none taken, this would prove little.
    expect(report.accepted).toBeGreaterThan(accepted);
  },
  120_000,
);

describe('an input that broke a promise once', () => {
  const folder = new URL('regressions/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  it.each(files)('%s breaks none any more', async (file) => {
    const { target, input } = readFinding(new URL(file, folder));
    expect(await targetCalled(target).run(input)).toMatchObject({ trace: expect.any(String) });
  });
});

it('gives the same inputs for the same seed, and others for another', async () => {
  const inputsBy = async (seed: number): Promise<readonly string[]> => {
    const seen: string[] = [];
    const target = targetCalled('transaction');
    const recording: Target = {
      ...target,
      run: ({ seed: from, repair, bytes }) => {
        const text = `${from} ${repair} ${Buffer.from(bytes).toString('hex')}`;
        seen.push(text);
        return { accepted: true, trace: String(text.length % 50) };
      },
    };
    await fuzzTarget(recording, { seed, runs: 1000 });
    return seen;
  };
  const once = await inputsBy(1);
  expect(await inputsBy(1)).toEqual(once);
  expect(await inputsBy(2)).not.toEqual(once);
});

describe('a client that believes too much', () => {
  it('is found out where it takes any MAC and any signature', async () => {
    const trusting = await createTargets((crypto) => ({
      ...crypto,
      verify: async () => true,
      equalConstantTime: () => true,
    }));
    const target = trusting.find(({ name }) => name === 'transaction');
    const report = await fuzzTarget(target ?? targetCalled(''), { seed: 1, runs: 600 });
    const errors = report.findings.map(({ error }) => error.split('\n')[0]);
    expect(errors).toContain('Violation: what the protection covers was changed, and all checks have passed');
    expect(errors).toContain('Violation: nobody who is trusted has signed the certificate');
  }, 60_000);
});
