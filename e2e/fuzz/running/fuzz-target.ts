import { mutate, type Parent, toParent } from '../mutating/mutate.ts';
import { createRandom, type Random } from '../mutating/random.ts';
import type { BlockCoverage } from './block-coverage.ts';
import type { Finding } from './finding.ts';
import { minimize } from './minimize.ts';
import { signatureOf } from './signature-of.ts';
import type { Input, Observation, Target } from './target.ts';
import type { Watchdog } from './watchdog.ts';

export interface FuzzOptions {
  readonly seed: number;
  /** How many inputs. */
  readonly runs: number;
  /** Ends earlier when the time is over. */
  readonly seconds?: number;
  readonly watchdog?: Watchdog;
  /** An input that takes longer counts as a failure. */
  readonly slowMs?: number;
  /** Inputs that run code which no other has run are kept, too. */
  readonly coverage?: BlockCoverage;
}

/** What came of all inputs for one target. */
export interface FuzzReport {
  readonly target: string;
  readonly inputs: number;
  readonly accepted: number;
  /** How many different things were seen. */
  readonly traces: number;
  /** How many inputs were kept for the code that they ran. */
  readonly keptForCode: number;
  readonly seconds: number;
  readonly slowestMs: number;
  /** Of the process, in MiB, at its highest. */
  readonly peakMemory: number;
  readonly findings: readonly Finding[];
}

/** Feeds a target with changed seeds, and with changes of whatever has shown something new. */
export async function fuzzTarget(target: Target, options: FuzzOptions): Promise<FuzzReport> {
  const { seed, runs, seconds = Infinity, watchdog, slowMs = Infinity, coverage } = options;
  const random = createRandom(seed, target.name);
  const corpus = createCorpus(target);
  const findings = new Map<string, Finding>();
  const started = performance.now();
  let accepted = 0;
  let slowestMs = 0;
  let peakMemory = 0;
  let inputs = 0;
  let keptForCode = 0;
  let batch: Input[] = [];
  for (; inputs < runs; inputs++) {
    const input = inputs < corpus.seeds ? corpus.seedAt(inputs) : corpus.next(random);
    watchdog?.watch(target.name, input);
    const before = performance.now();
    const outcome = await attempt(target, input);
    const tookMs = performance.now() - before;
    slowestMs = Math.max(slowestMs, tookMs);
    const error = outcome.error ?? (tookMs > slowMs ? new Error(`slow: more than ${slowMs} ms`) : undefined);
    if (error !== undefined) {
      const signature = signatureOf(error);
      if (!findings.has(signature) && findings.size < MAX_FINDINGS) {
        findings.set(signature, await toFinding(target, input, error, watchdog));
      }
    } else if (outcome.seen !== undefined) {
      if (outcome.seen.accepted) accepted++;
      corpus.consider(input, outcome.seen);
    }
    if (coverage !== undefined && batch.push(input) >= BATCH) {
      const found = await findFresh(target, batch, coverage);
      if (found !== undefined && corpus.keep(found)) keptForCode++;
      batch = [];
    }
    if (inputs % 256 === 0) {
      peakMemory = Math.max(peakMemory, process.memoryUsage.rss());
      if (peakMemory > MAX_MEMORY)
        throw new Error(`${target.name}: more memory than ${MAX_MEMORY} octets at ${inputs}`);
      if (performance.now() - started > seconds * 1000) break;
    }
  }
  watchdog?.rest();
  return {
    target: target.name,
    inputs,
    accepted,
    traces: corpus.traces(),
    keptForCode,
    seconds: (performance.now() - started) / 1000,
    slowestMs,
    peakMemory: Math.round(peakMemory / 2 ** 20),
    findings: [...findings.values()],
  };
}

/** The first of a batch that runs what none before has run: the halves of the batch are run again until one input is left. */
async function findFresh(target: Target, batch: readonly Input[], coverage: BlockCoverage): Promise<Input | undefined> {
  const fresh = await coverage.takeFresh();
  if (fresh.size === 0) return undefined;
  let suspects = batch;
  while (suspects.length > 1) {
    const half = suspects.slice(0, suspects.length >> 1);
    for (const input of half) await attempt(target, input);
    suspects = (await coverage.takeAny(fresh)) ? half : suspects.slice(half.length);
  }
  return suspects[0];
}

interface Outcome {
  readonly seen?: Observation;
  readonly error?: unknown;
}

async function attempt(target: Target, input: Input): Promise<Outcome> {
  try {
    const seen = target.run(input);
    return { seen: seen instanceof Promise ? await seen : seen };
  } catch (error) {
    return { error };
  }
}

async function toFinding(target: Target, input: Input, error: unknown, watchdog?: Watchdog): Promise<Finding> {
  const signature = signatureOf(error);
  const fails = async (changed: Input): Promise<boolean> => {
    watchdog?.watch(target.name, changed);
    const outcome = await attempt(target, changed);
    return outcome.error !== undefined && signatureOf(outcome.error) === signature;
  };
  const smallest = signature.startsWith('Error: slow') ? input : await minimize(input, fails);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { target: target.name, input: smallest, error: text };
}

interface Corpus {
  readonly seeds: number;
  seedAt(index: number): Input;
  next(random: Random): Input;
  consider(input: Input, seen: Observation): void;
  /** False where there is no room, or the input is too long. */
  keep(input: Input): boolean;
  traces(): number;
}

interface Kept {
  readonly seed: string;
  readonly parent: Parent;
}

/** The seeds, and what was kept. Half of all inputs are changes of a seed, so that none is forgotten. */
function createCorpus({ seeds, repairs }: Target): Corpus {
  const first = seeds.map(({ name, bytes }): Kept => ({ seed: name, parent: toParent(bytes) }));
  const all = [...first];
  const traces = new Set<string>();
  const keep = ({ seed, bytes }: Input): boolean => {
    if (bytes.length >= MAX_KEPT_OCTETS || all.length >= MAX_KEPT) return false;
    all.push({ seed, parent: toParent(bytes) });
    return true;
  };
  return {
    keep,
    seeds: seeds.length,
    seedAt: (index) => toInput(first[index % first.length], repairs[0] ?? ''),
    next: (random) => {
      const { seed, parent } = random.pick(random.chance(0.5) ? first : all);
      const bytes = mutate(parent, random, random.pick(all).parent);
      return { seed, repair: random.pick(repairs), bytes };
    },
    consider: (input, { trace }) => {
      if (traces.has(trace) || traces.size >= MAX_TRACES) return;
      traces.add(trace);
      keep(input);
    },
    traces: () => traces.size,
  };
}

function toInput(kept: Kept | undefined, repair: string): Input {
  if (kept === undefined) throw new TypeError('expected a target with seeds');
  return { seed: kept.seed, repair, bytes: kept.parent.bytes };
}

/** The more, the less the counting costs; one input of each is kept at most. */
const BATCH = 200;
const MAX_FINDINGS = 20;
const MAX_TRACES = 100_000;
const MAX_KEPT = 5000;
const MAX_KEPT_OCTETS = 20_000;
const MAX_MEMORY = 1.5 * 2 ** 30;
