import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';

import { measureCodec } from './codec.ts';
import { measureEnrollments } from './enrollments.ts';
import { type Figure, formatFigure, isMet } from './figure.ts';
import { measureHostile } from './hostile.ts';
import { compareWithOpenssl } from './openssl.ts';

const HELP = `npm run bench -- [--json] [--rounds N]

Measures what docs/architecture.md promises, as ratios of things measured in the same run. Nothing fails because a
machine is slow: the exit code is 0, and a number that misses its goal says so.`;

const METHOD = [
  'Things compared are measured in turns, round after round, after three to warm up; each number is the median over',
  'the rounds, a ratio the median of the ratios of each round. Cryptography is what the CryptoProvider and the signers',
  "do (Node's own, OpenSSL). For the codec the calls of one such transaction are done again with nothing around them,",
  'in processor time; for the client they are timed within the enrollment itself. Beside `openssl cmp` the CA runs in a',
  'process of its own, and the time that goes by counts. The CA keeps its books in memory.',
];

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '9' }, help: { type: 'boolean' } },
});
if (values.help === true) console.log(HELP);
else await bench(Number(values.rounds), values.json === true);

async function bench(rounds: number, asJson: boolean): Promise<void> {
  const machine = `Node ${process.versions.node} (OpenSSL ${process.versions.openssl}), ${opensslVersion() ?? 'no openssl program'}, ${process.platform} ${process.arch}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'processor'}`;
  const figures = await measureAll(rounds);
  if (asJson) {
    console.log(
      JSON.stringify({ machine, rounds, method: METHOD.join(' '), figures: figures.map(withVerdict) }, null, 2),
    );
    return;
  }
  console.log([machine, `${rounds} rounds.`, ...METHOD].join('\n'));
  for (const [section, ofSection] of Map.groupBy(figures, (figure) => figure.section)) {
    console.log(`\n${[section, ...ofSection.map(formatFigure)].join('\n')}`);
  }
}

async function measureAll(rounds: number): Promise<Figure[]> {
  return [
    ...(await measureCodec(rounds)),
    ...(await measureEnrollments(rounds)),
    ...(opensslVersion() === undefined ? [] : await compareWithOpenssl(rounds)),
    ...(await measureHostile(rounds)),
  ];
}

function withVerdict(figure: Figure): Figure & { met: boolean | undefined } {
  return { ...figure, met: isMet(figure) };
}

function opensslVersion(): string | undefined {
  const { status, stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split(' ').slice(0, 2).join(' ') : undefined;
}
