import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { startBlockCoverage } from './running/block-coverage.ts';
import { readFinding, writeFinding } from './running/finding.ts';
import { type FuzzReport, fuzzTarget } from './running/fuzz-target.ts';
import { startWatchdog } from './running/watchdog.ts';
import { createTargets } from './targets/targets.ts';

const HELP = `npm run fuzz -- [--seed N] [--runs N] [--seconds S] [--target NAME] [--coverage] [--out DIR]
npm run fuzz -- --replay FILE

Feeds the decoders, checks and transactions with changed messages, and sees that what is promised of them holds
(docs/fuzzing.md). The same seed gives the same inputs.

  --seed N       where chance begins (1)
  --runs N       inputs for each target (in all a million, most for those that are quick)
  --seconds S    for each target, at most
  --target NAME  this target alone; several times for several
  --coverage     keep what runs new code, too, as V8 counts it (takes longer)
  --out DIR      where inputs that break a promise are written (a new temporary folder)
  --replay FILE  one such input again

The exit code is 1 when a promise was broken.`;

/** In proportion to what each costs, a million and a little in all. */
const RUNS: Readonly<Record<string, number>> = {
  der: 400_000,
  x509: 100_000,
  path: 20_000,
  messages: 200_000,
  inspect: 30_000,
  cms: 250_000,
  transaction: 70_000,
  faults: 30_000,
  'key-delivery': 10_000,
};
const SLOW_MS = 2000;
const HANG_SECONDS = 60;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string' },
    seconds: { type: 'string' },
    target: { type: 'string', multiple: true },
    coverage: { type: 'boolean' },
    out: { type: 'string' },
    replay: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (values.help === true) console.log(HELP);
else if (values.replay === undefined) process.exitCode = await fuzz();
else await replay(values.replay);

async function fuzz(): Promise<number> {
  const out = values.out ?? mkdtempSync(join(tmpdir(), 'fuzz-'));
  const seed = Number(values.seed);
  const all = await createTargets();
  const chosen = all.filter(({ name }) => values.target === undefined || values.target.includes(name));
  if (chosen.length === 0) throw new TypeError(`expected a target: ${all.map(({ name }) => name).join(', ')}`);
  const watchdog = startWatchdog(out, HANG_SECONDS);
  console.log(`seed ${seed}, Node ${process.versions.node}, failing inputs go to ${out}`);
  console.log(
    ['target', 'inputs', 'a second', 'accepted', 'traces', 'slowest', 'memory', 'failures'].map(column).join(''),
  );
  let failures = 0;
  let inputs = 0;
  for (const target of chosen) {
    const runs = values.runs === undefined ? (RUNS[target.name] ?? 100_000) : Number(values.runs);
    const seconds = values.seconds === undefined ? Infinity : Number(values.seconds);
    const coverage = values.coverage === true ? await startBlockCoverage() : undefined;
    const options = { seed, runs, seconds, watchdog, slowMs: SLOW_MS, ...(coverage && { coverage }) };
    const report = await fuzzTarget(target, options);
    coverage?.stop();
    console.log(lineOf(report));
    for (const finding of report.findings)
      console.log(`  ${writeFinding(out, finding)}\n  ${firstLines(finding.error)}`);
    failures += report.findings.length;
    if (coverage !== undefined) console.log(`  ${report.keptForCode} kept for the code that they ran`);
    inputs += report.inputs;
  }
  await watchdog.stop();
  console.log(`${inputs} inputs, ${failures} failures`);
  return failures === 0 ? 0 : 1;
}

async function replay(file: string): Promise<void> {
  const { target: name, input } = readFinding(file);
  const target = (await createTargets()).find((one) => one.name === name);
  if (target === undefined) throw new TypeError(`no target is called ${name}`);
  console.log(await target.run(input));
}

function lineOf(report: FuzzReport): string {
  const { target, inputs, seconds, accepted, traces, slowestMs, peakMemory, findings } = report;
  const share = `${((100 * accepted) / inputs).toFixed(1)} %`;
  const speed = Math.round(inputs / seconds);
  const cells = [
    target,
    inputs,
    speed,
    share,
    traces,
    `${Math.round(slowestMs)} ms`,
    `${peakMemory} MiB`,
    findings.length,
  ];
  return cells.map(column).join('');
}

function column(cell: string | number, index: number): string {
  return index === 0 ? String(cell).padEnd(14) : String(cell).padStart(11);
}

function firstLines(text: string): string {
  return text.split('\n').slice(0, 4).join('\n  ');
}
