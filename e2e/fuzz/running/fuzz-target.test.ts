import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fromHex, toHex } from '@crypto-cmp/der';
import { expect, it } from 'vitest';

import { readFinding, writeFinding } from './finding.ts';
import { fuzzTarget } from './fuzz-target.ts';
import { type Target, Violation } from './target.ts';

/** SEQUENCE { SEQUENCE { INTEGER 1, OCTET STRING }, UTF8String, INTEGER 5 } */
const seed = fromHex('3014300802010104030203040c0474657374020105');

function brokenTarget(isBroken: (hex: string) => boolean): Target {
  return {
    name: 'broken',
    seeds: [{ name: 'only', bytes: seed }],
    repairs: ['none'],
    run: ({ bytes }) => {
      const hex = toHex(bytes);
      if (isBroken(hex)) throw new Violation(`broken by ${bytes.length} octets`);
      return { accepted: hex.startsWith('30'), trace: hex.slice(0, 6) };
    },
  };
}

it('finds what breaks a promise once, and makes it as small as it can be', async () => {
  const target = brokenTarget((hex) => hex.includes('020105') && !hex.startsWith('3014'));
  const { findings } = await fuzzTarget(target, { seed: 1, runs: 500 });
  expect(findings.map(({ error }) => error.split('\n')[0])).toEqual([
    expect.stringMatching(/^Violation: broken by \d/),
  ]);
  expect(findings[0] && toHex(findings[0].input.bytes)).toBe('020105');
});

it('goes on from inputs that have shown something new', async () => {
  /** The most ones among the eight octets of an OCTET STRING of zeros: a change brings one of them at best. */
  const mostOnes = async (traceOf: (ones: number) => string): Promise<number> => {
    let most = 0;
    const target: Target = {
      ...brokenTarget(() => false),
      seeds: [{ name: 'only', bytes: fromHex('04080000000000000000') }],
      run: ({ bytes }) => {
        if (bytes.length !== 10 || bytes[0] !== 4 || bytes[1] !== 8) return { accepted: false, trace: '' };
        const ones = bytes.subarray(2).filter((octet) => octet === 1).length;
        most = Math.max(most, ones);
        return { accepted: true, trace: traceOf(ones) };
      },
    };
    await fuzzTarget(target, { seed: 1, runs: 3000 });
    return most;
  };
  expect(await mostOnes(String)).toBeGreaterThan(1 + (await mostOnes(() => 'nothing new')));
});

it('counts an input that takes too long as one that breaks a promise', async () => {
  const target: Target = {
    ...brokenTarget(() => false),
    run: () => {
      const end = performance.now() + 3;
      while (performance.now() < end);
      return { accepted: true, trace: '' };
    },
  };
  const { findings } = await fuzzTarget(target, { seed: 1, runs: 1, slowMs: 1 });
  expect(findings).toMatchObject([{ error: expect.stringContaining('slow') }]);
});

it('writes an input into a file, and reads it back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-test-'));
  try {
    const input = { seed: 'only', repair: 'none', bytes: seed };
    const file = writeFinding(folder, { target: 'broken', input, error: 'Error: no' });
    expect(readFinding(file)).toEqual({ target: 'broken', input });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('ends a process that hangs, with the input written down', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-test-'));
  const watchdog = new URL('watchdog.ts', import.meta.url).href;
  const program = `
    import { startWatchdog } from ${JSON.stringify(watchdog)};
    const watchdog = startWatchdog(${JSON.stringify(folder)}, 1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    watchdog.watch('broken', { seed: 'only', repair: 'none', bytes: Uint8Array.of(1, 2, 3) });
    for (;;);`;
  try {
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { timeout: 25_000 });
    expect(signal).toBe('SIGKILL');
    const files = readdirSync(folder);
    expect(files.map((file) => readFinding(join(folder, file)))).toEqual([
      { target: 'broken', input: { seed: 'only', repair: 'none', bytes: Uint8Array.of(1, 2, 3) } },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
