import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { cureConsole, fillConsole } from './fill-console.ts';
import { formatTimes, timesOf } from './times.ts';

const HELP = `npm run bench:scale -- [--policies N] [--trustpoints N] [--requests N]

Fills a SQLite database with 10,000 policies and 100,000 trustpoints, starts the console on it in a process of its own,
and measures its lists over HTTP, a look of the renewal scheduler with nothing due, looks of the alert rules in a storm
and in a calm, and its memory. The answers of
/health/live in the same run, and the processor time beside each list, tell what of it is the machine's noise.`;

const WARM_UP = 10;
/** What Prometheus asks for, several times a minute. */
const METRICS = '/metrics';
/** What the screens ask for: each list as it opens, searched, filtered and sorted, and deep inside. */
const LISTS = [
  '/overview',
  '/policies?limit=50',
  '/policies?limit=50&q=4711',
  '/policies?limit=50&q=nothing-has-this',
  '/policies?limit=50&sort=-trustpoints',
  '/trustpoints?limit=50',
  '/trustpoints?limit=50&q=47-3',
  '/trustpoints?limit=50&q=tp',
  '/trustpoints?limit=50&q=nothing-has-this',
  '/trustpoints?limit=50&state=renewal-due',
  '/trustpoints?limit=50&state=expired&state=overdue',
  '/trustpoints?limit=50&sort=name',
  '/trustpoints?limit=50&sort=-notAfter',
  '/trustpoints?limit=50&sort=policy',
  '/trustpoints?limit=50&policy=policy-4711',
  '/enrollments?limit=50',
  '/enrollments?limit=50&q=47-3',
  '/enrollments?limit=50&state=failed',
];

const { values } = parseArgs({
  options: {
    policies: { type: 'string', default: '10000' },
    trustpoints: { type: 'string', default: '100000' },
    requests: { type: 'string', default: '200' },
    help: { type: 'boolean' },
  },
});
if (values.help === true) console.log(HELP);
else await measure(Number(values.policies), Number(values.trustpoints), Number(values.requests));

async function measure(policies: number, trustpoints: number, requests: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-scale-'));
  try {
    await fillConsole(folder, { policies, trustpointsPerPolicy: Math.round(trustpoints / policies) });
    const megabytes = statSync(join(folder, 'console.db')).size / 1e6;
    console.log(`${policies} policies, ${trustpoints} trustpoints, a database of ${megabytes.toFixed(0)} MB`);

    const console_ = fork(fileURLToPath(new URL('console-process.ts', import.meta.url)), [folder]);
    const ask = async <Answer>(question: string): Promise<Answer> => {
      console_.send(question);
      const [answer] = await once(console_, 'message');
      return answer as Answer; // as: console-process.ts answers each question so
    };
    const [{ port }] = (await once(console_, 'message')) as [{ port: number }]; // as: its first message

    console.log(`\nLists, ${requests} requests each, milliseconds (goal: p99 at most 50)`);
    for (const path of ['/health/live', METRICS, ...LISTS]) {
      const url = `http://127.0.0.1:${port}${path === METRICS ? '' : '/api/v1'}${path}`;
      await timeRequests(url, WARM_UP);
      const before = await ask<number>('processor');
      const times = await timeRequests(url, requests);
      const processor = ((await ask<number>('processor')) - before) / requests;
      const line = formatTimes(path, times, path === '/health/live' ? undefined : 50);
      console.log(`${line.padEnd(105)}   ${processor.toFixed(1)} of the processor`);
    }
    const looks: number[] = [];
    for (let round = 0; round < requests; round++) looks.push(await ask<number>('look'));
    console.log('\nA look of the scheduler with nothing due, milliseconds (goal: at most 5)');
    console.log(formatTimes('look', timesOf(looks), 5));
    printMemory('after all that', await ask<Memory>('memory'));
    await measureAlerts(
      async () => await ask<AlertLook>('look at alerts'),
      async () => await cureConsole(folder),
      requests,
    );
    printMemory('after a storm of alerts and its end', await ask<Memory>('memory'));
    const ended = once(console_, 'exit');
    console_.disconnect();
    await ended;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface AlertLook {
  readonly took: number;
  readonly processor: number;
  /** The longest time for which nothing else was done. */
  readonly pause: number;
}

/** 43,000 of the trustpoints are wrong, and no rule has looked at them yet. */
async function measureAlerts(look: () => Promise<AlertLook>, cure: () => Promise<void>, rounds: number): Promise<void> {
  const print = (name: string, { took, processor, pause }: AlertLook) =>
    console.log(
      `  ${name.padEnd(50)} ${took.toFixed(0)} ms, ${processor.toFixed(0)} of the processor; longest pause ${pause.toFixed(0)} ms`,
    );
  const printMany = async (name: string) => {
    const looks: number[] = [];
    for (let round = 0; round < rounds; round++) looks.push((await look()).took);
    console.log(formatTimes(name, timesOf(looks), undefined));
  };
  console.log('\nLooks of the alert rules (goal: no pause of more than 50 ms)');
  print('the first, with 43,000 trustpoints wrong', await look());
  await printMany('with all that wrong and nothing new, milliseconds');
  await cure();
  print('the end of all that', await look());
  await printMany('with nothing wrong, milliseconds');
}

interface Memory {
  readonly rss: number;
  readonly peak: number;
}

function printMemory(when: string, { rss, peak }: Memory): void {
  const megabytes = (octets: number) => (octets / 1e6).toFixed(0);
  console.log(`\nMemory of the server ${when} (goal: at most 300 MB)`);
  console.log(`  now ${megabytes(rss)} MB, at most ${megabytes(peak)} MB  ${peak > 300e6 ? 'MISSED' : 'met'}`);
}

async function timeRequests(url: string, requests: number) {
  const times: number[] = [];
  for (let round = 0; round < requests; round++) {
    const before = performance.now();
    const response = await fetch(url);
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    times.push(performance.now() - before);
  }
  return timesOf(times);
}
