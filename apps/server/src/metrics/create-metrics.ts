import { readFileSync } from 'node:fs';

import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

import type { EnrollmentMeter } from '../enrollments/engine/enrollment-meter.ts';
import { addEnrollmentMeter } from './enrollment-metrics.ts';
import type { Figures } from './read-figures.ts';
import { addRequestMeter, type RequestMeter } from './request-meter.ts';
import { writeFigures } from './write-figures.ts';

/** What Prometheus is told, and where the parts of this process say what they have done. */
export interface Metrics {
  readonly enrollments: EnrollmentMeter;
  readonly requests: RequestMeter;
  readonly contentType: string;
  /** All figures, as of now. Never fails: without the database its figures are left out, and `cmp_console_database_up` is 0. */
  read(): Promise<string>;
}

export interface MetricsDependencies {
  readonly readFigures: (now: number) => Promise<Figures>;
  readonly now: () => number;
  readonly log: { warn(details: object, message: string): void };
  readonly isLeader: () => boolean;
  /** When this process looked for due renewals last, in milliseconds since 1970; undefined when it never did. */
  readonly lookedAt: () => number | undefined;
  readonly engine: 'sqlite' | 'postgresql';
}

/**
 * The figures of this console. Two kinds, which every HELP tells apart: what this process has done or is (counters,
 * histograms; add them up over replicas), and what the database says (the same at every replica; take the maximum).
 *
 * Labels are few and bounded: no trustpoint, policy or name of a certificate is ever one.
 */
export function createMetrics(dependencies: MetricsDependencies): Metrics {
  const { readFigures, now, log } = dependencies;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const enrollments = addEnrollmentMeter(registry);
  const requests = addRequestMeter(registry);
  const refresh = addProcessGauges(registry, dependencies);
  const databaseUp = new Gauge({
    registers: [registry],
    name: 'cmp_console_database_up',
    help: 'Of this process: 1 when it could read the database for this very answer. At 0 what the database says is left out.',
  });
  let reading: Promise<string> | undefined;

  async function read(): Promise<string> {
    const at = now();
    const ofDatabase = await readFigures(at).then(
      async (figures) => await writeFigures(figures, at),
      (error: unknown) => {
        log.warn({ err: error }, 'the figures of the database could not be read');
        return '';
      },
    );
    refresh();
    databaseUp.set(ofDatabase === '' ? 0 : 1);
    return `${await registry.metrics()}${ofDatabase}`;
  }
  return {
    enrollments,
    requests,
    contentType: registry.contentType,
    async read() {
      // Several scrapers at once cost one look at the database.
      reading ??= read().finally(() => (reading = undefined));
      return await reading;
    },
  };
}

/** @returns what sets those that change */
function addProcessGauges(
  registry: Registry,
  { isLeader, lookedAt, engine }: Pick<MetricsDependencies, 'isLeader' | 'lookedAt' | 'engine'>,
): () => void {
  const registers = [registry];
  new Gauge({
    registers,
    name: 'cmp_console_build_info',
    help: 'Of this process: always 1; its labels are the version and the database engine.',
    labelNames: ['version', 'engine'],
  }).set({ version: readVersion(), engine }, 1);
  const leader = new Gauge({
    registers,
    name: 'cmp_console_leader',
    help: 'Of this process: 1 while it is the one of all replicas that looks for due renewals and alerts. Their sum should be 1.',
  });
  const lastLook = new Gauge({
    registers,
    name: 'cmp_console_scheduler_last_look_timestamp_seconds',
    help: 'Of this process: when it looked for due renewals last; 0 when it never did. Take the maximum over replicas.',
  });
  return () => {
    leader.set(isLeader() ? 1 : 0);
    lastLook.set((lookedAt() ?? 0) / 1000);
  };
}

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version; // as: our own file
}
