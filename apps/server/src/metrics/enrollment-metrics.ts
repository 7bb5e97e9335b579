import { Counter, Histogram, type Registry } from 'prom-client';

import type { EnrollmentEnd, EnrollmentMeter } from '../enrollments/engine/enrollment-meter.ts';

/** Counts the enrollments that this process brings to an end. */
export function addEnrollmentMeter(registry: Registry): EnrollmentMeter {
  const registers = [registry];
  const ended = new Counter({
    registers,
    name: 'cmp_console_enrollments_ended_total',
    help: 'Of this process: enrollments it has brought to an end, by operation, outcome (succeeded, failed, canceled) and kind of failure. Add up over replicas.',
    labelNames: ['operation', 'outcome', 'failure'],
  });
  const phases = new Histogram({
    registers,
    name: 'cmp_console_enrollment_phase_seconds',
    help: 'Of this process: how long the enrollments it ended were in each phase (queued, requesting, waiting for the CA, confirming) and in all. Add up over replicas.',
    labelNames: ['phase', 'outcome'],
    buckets: SECONDS,
  });
  return {
    ended(row) {
      const outcome = row.state;
      ended.inc({ operation: row.operation, outcome, failure: row.failureKind ?? '' });
      for (const [phase, milliseconds] of phasesOf(row))
        phases.observe({ phase, outcome }, Math.max(0, milliseconds) / 1000);
    },
  };
}

/** Only those it came to. */
function phasesOf(row: EnrollmentEnd): [phase: string, milliseconds: number][] {
  const { createdAt, requestingSince, waitingSince, confirmingSince, finishedAt } = row;
  const starts: [string, number | null][] = [
    ['queued', createdAt],
    ['requesting', requestingSince],
    ['waiting', waitingSince],
    ['confirming', confirmingSince],
  ];
  const begun = starts.flatMap(([phase, at]): [string, number][] => (at === null ? [] : [[phase, at]]));
  const lengths = begun.map(([phase, at], index): [string, number] => [
    phase,
    (begun[index + 1]?.[1] ?? finishedAt) - at,
  ]);
  return [...lengths, ['all', finishedAt - createdAt]];
}

/** From a lab CA's twentieth of a second to a CA whose operators decide on Monday. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200, 86_400, 604_800];
