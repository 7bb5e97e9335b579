import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Client, createClient } from '@crypto-cmp/api';
import type { Connection } from '@crypto-cmp/lab-ca/node';

import { seededRandom } from '../seeded-random.ts';
import { type Program, startConsoleProgram, startLabCaProgram } from '../start-program.ts';
import { startCrossing } from './start-crossing.ts';
import { type Job, startJob } from './start-job.ts';
import { torturePolicies } from './torture-policies.ts';
import { inspectTorture, type TortureOutcome } from './inspect-torture.ts';

export interface TortureOptions {
  readonly kills: number;
  readonly enrollments: number;
  /** Moments, delays and what is done to which trustpoint follow from it. */
  readonly seed: number;
  /** Two folders that are there: of the console, and of the lab CA. */
  readonly dataDir: string;
  readonly labDir: string;
  /** With it two replicas are killed in turns; without it one console, over SQLite. */
  readonly databaseUrl: string | undefined;
}

/**
 * Enrolls and renews at a lab CA that stays up, while the console's process is killed again and again, by SIGKILL, at
 * random moments. Then everything may come to its end, and is inspected.
 */
export async function runTorture(options: TortureOptions): Promise<TortureOutcome> {
  const { kills, enrollments, seed, dataDir, labDir, databaseUrl } = options;
  const began = performance.now();
  const random = seededRandom(seed);
  const labCa = startLabCaProgram(labDir);
  const labUrl = await labCa.listening;
  const delays = seededRandom(seed + 1);
  const crossing = await startCrossing(labUrl, () => delays() * DELAY_MS);
  const environment = {
    DATA_DIR: dataDir,
    // Starting is what most of the time goes into.
    NODE_COMPILE_CACHE: join(labDir, 'compile-cache'),
    // Few places: each kill would leak some, if they could leak.
    CA_CONCURRENCY: '6',
    CA_STARTS_PER_MINUTE: '10000',
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  };
  const startOne = () => startConsoleProgram(environment);
  const replicas: Program[] = [];
  try {
    const first = startOne();
    replicas.push(first);
    const client = clientOf(await first.listening);
    // as: the lab CA has written it before it listens
    const connection = JSON.parse(readFileSync(join(labDir, 'connection.json'), 'utf8')) as Connection;
    const trustpoints: string[] = [];
    const ofEach = Math.ceil(enrollments / 3 / 5);
    for (const body of torturePolicies(connection, crossing.port, ofEach)) {
      const policy = await client.policies.create({ body });
      trustpoints.push(...policy.trustpoints.map(({ id }) => id));
    }
    // It writes what it has compiled when it ends; those that are killed cannot.
    first.kill('SIGTERM');
    await first.ended;
    replicas.pop();
    for (let index = 0; index < (databaseUrl === undefined ? 1 : 2); index += 1) replicas.push(startOne());

    const jobs = makeJobs(trustpoints, enrollments, random);
    const started = new Set<string>();
    const startSome = async (count: number, at: Client): Promise<void> => {
      const some = jobs.splice(0, count);
      const ids = await Promise.all(some.map(async (job) => await startJob(at, job)));
      for (const id of ids) if (id !== undefined) started.add(id);
      // To the back: what is in their way may take a while.
      jobs.push(...some.filter((_, index) => ids[index] === undefined));
    };

    for (let kill = 0; kill < kills; kill += 1) {
      const index = Math.floor(random() * replicas.length);
      const victim = replicas[index];
      if (victim === undefined) throw new Error('expected a replica');
      const [isEarly, moment] = [kill % 8 === 7, random()];
      let starts: Promise<void> = Promise.resolve();
      if (isEarly) {
        // A kill in the middle of its start.
        await Promise.race([sleep(moment * EARLY_MS), victim.listening]);
      } else {
        const wanted = Math.ceil(jobs.length / (kills - kill)) + 1;
        starts = startSome(wanted, clientOf(await victim.listening));
        // Counted in messages, so that also on a busy machine something has happened since the last one.
        await crossing.pass(Math.floor(moment * MOST_MESSAGES), LONGEST_LIFE_MS);
        await sleep(delays() * 2 * DELAY_MS);
      }
      victim.kill('SIGKILL');
      await victim.ended;
      await starts;
      replicas[index] = startOne();
    }

    const last = await Promise.all(replicas.map(async (replica) => await replica.listening));
    const survivor = clientOf(last[0] ?? '');
    const giveUpAt = performance.now() + PATIENCE_MS;
    while (performance.now() < giveUpAt) {
      if (jobs.length > 0) await startSome(8, survivor);
      const { runningEnrollmentCount } = await survivor.overview.get();
      if (jobs.length === 0 && runningEnrollmentCount === 0) break;
      await sleep(250);
    }
    for (const replica of replicas) replica.kill('SIGTERM');
    const exits = await Promise.all(replicas.map(async (replica) => await replica.ended));
    labCa.kill('SIGTERM');
    await labCa.ended;
    const outcome = await inspectTorture({ dataDir, labDir, databaseUrl, started, unstarted: jobs.length });
    const badExits = exits.filter((code) => code !== 0).map((code) => `a console that was told to stop gave ${code}`);
    const seconds = (performance.now() - began) / 1000;
    return { broken: [...outcome.broken, ...badExits], figures: { seed, kills, ...outcome.figures, seconds } };
  } finally {
    for (const replica of replicas) replica.kill('SIGKILL');
    await Promise.all(replicas.map(async (replica) => await replica.ended));
    await crossing.close();
    labCa.kill('SIGKILL');
    await labCa.ended;
  }
}

/** Each trustpoint is enrolled once, and renewed after that; every tenth is canceled on its way. */
function makeJobs(trustpoints: readonly string[], count: number, random: () => number): Job[] {
  return Array.from({ length: count }, (_, index) => ({
    trustpointId: trustpoints[index] ?? trustpoints[Math.floor(random() * trustpoints.length)] ?? '',
    cancelAfterMs: index % 10 === 9 ? random() * 300 : null,
    unanswered: undefined,
  }));
}

function clientOf(baseUrl: string): Client {
  return createClient({ fetch: globalThis.fetch, baseUrl });
}

/** Within this time after the start of the process. */
const EARLY_MS = 1000;
/** Up to so many messages after it was ready. */
const MOST_MESSAGES = 24;
/** There may be nothing to send at the moment. */
const LONGEST_LIFE_MS = 3000;
/** How long each message and each answer is on its way, at most. */
const DELAY_MS = 80;
/** For everything that is left when nobody kills any more. */
const PATIENCE_MS = 400_000;
