import { openFileStore } from '@crypto-cmp/lab-ca/node';
import type { Kysely } from 'kysely';

import type { Sealer } from '../../src/sealing/sealer.ts';
import type { Database } from '../../src/storage/database.ts';
import { checkCertificates } from '../torture/check-certificates.ts';
import { checkEnrollments } from '../torture/check-enrollments.ts';
import { checkIssued } from '../torture/check-issued.ts';
import { readTables, type Tables } from '../torture/read-tables.ts';
import type { FleetOptions } from './run-fleet.ts';
import type { WatchedServer } from './start-watched-server.ts';

/** What a run has shown. */
export interface FleetOutcome {
  /** A sentence for each promise that was not kept. */
  readonly broken: readonly string[];
  /** Names and values, to be printed. */
  readonly figures: ReadonlyMap<string, string>;
}

export interface FleetRun {
  readonly seconds: number;
  readonly startSeconds: number;
  /** Undefined when nobody took over. */
  readonly takeoverSeconds: number | undefined;
  readonly watched: readonly WatchedServer[];
  /** What each replica has written, the killed one too. */
  readonly logs: readonly string[];
}

/** Whether each trustpoint was renewed once, by the database and by the CA's register, within the limits. */
export async function inspectFleet(
  database: Kysely<Database>,
  sealer: Sealer,
  { trustpoints, concurrency, startsPerMinute, labDir }: FleetOptions,
  run: FleetRun,
): Promise<FleetOutcome> {
  const tables = await readTables(database);
  const issued = checkIssued(tables, await openFileStore(labDir).loadRecords());
  const renewals = tables.enrollments.filter(({ startedBy }) => startedBy === 'scheduler');
  const [mostAtOnce, mostInAMinute] = [
    run.watched.map((server) => server.mostAtOnce()),
    run.watched.map((server) => server.mostInAMinute()),
  ];
  const perMinute = Math.max(...mostInAMinute);
  const broken = [
    ...checkEnrollments(tables, new Set(tables.enrollments.map(({ id }) => id))),
    ...checkCertificates(tables, sealer),
    ...issued.broken,
    ...checkOnce(tables, renewals),
    ...(issued.figures['issued'] === 2 * trustpoints
      ? []
      : [`the CA has issued ${issued.figures['issued']} certificates, not two for each of ${trustpoints}`]),
    ...(Math.max(...mostAtOnce) <= concurrency ? [] : [`more than ${concurrency} at once: ${mostAtOnce.join(', ')}`]),
    // Those that had been let in by the replica that was killed begin when its leases have ended: as many as have places.
    ...(perMinute <= startsPerMinute + concurrency
      ? []
      : [`more than ${startsPerMinute} in a minute: ${mostInAMinute.join(', ')}`]),
    ...(run.takeoverSeconds === undefined ? ['nobody has taken the lead over'] : []),
  ];
  const shares = run.logs.map((log) => log.split('an enrollment has ended').length - 1);
  const sent = tables.messages.filter(({ direction }) => direction === 'sent');
  const atWork = renewals.map(({ requestingSince, finishedAt }) => (finishedAt ?? NaN) - (requestingSince ?? NaN));
  const whole = renewals.map(({ createdAt, finishedAt }) => (finishedAt ?? NaN) - createdAt);
  const seconds = (value: number) => `${value.toFixed(1)} s`;
  return {
    broken,
    figures: new Map([
      ['all renewed, from the start of the replicas', seconds(run.seconds)],
      ['of that until all replicas were ready', seconds(run.startSeconds)],
      ['renewals a second', (renewals.length / (run.seconds - run.startSeconds)).toFixed(1)],
      ['from request to certificate', `p50 ${at(atWork, 0.5)} ms, p99 ${at(atWork, 0.99)} ms`],
      ['with the wait in the queue', `p50 ${at(whole, 0.5)} ms, p99 ${at(whole, 0.99)} ms`],
      ['ended by each replica', shares.join(', ')],
      ['takeover of the lead after the kill', seconds(run.takeoverSeconds ?? NaN)],
      ['at work when the replica was killed', `${renewals.filter(({ resumes }) => resumes > 0).length}`],
      ['messages sent again', `${sent.reduce((sum, { tries }) => sum + Math.max(0, tries - 1), 0)}`],
      [`at once at each CA server, limit ${concurrency}`, mostAtOnce.join(', ')],
      [`begun in any minute at each CA server, limit ${startsPerMinute}`, mostInAMinute.join(', ')],
      ['certificates issued', `${issued.figures['issued']}`],
    ]),
  };
}

function checkOnce({ trustpoints, certificates }: Tables, renewals: Tables['enrollments']): string[] {
  const byTrustpoint = Map.groupBy(renewals, ({ trustpointId }) => trustpointId);
  const enrollmentOf = new Map(certificates.map(({ id, enrollmentId }) => [id, enrollmentId]));
  return trustpoints.flatMap(({ id, name, currentCertificateId }) => {
    const [renewal, ...others] = byTrustpoint.get(id) ?? [];
    if (renewal === undefined) return [`${name} was not renewed`];
    if (others.length > 0) return [`${name} was renewed ${others.length + 1} times`];
    if (renewal.state !== 'succeeded') return [`the renewal of ${name} is ${renewal.state}`];
    if (renewal.requestType !== 'kur') return [`${name} was renewed by ${renewal.requestType}`];
    return enrollmentOf.get(currentCertificateId ?? '') === renewal.id ? [] : [`${name} has not got its certificate`];
  });
}

function at(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
