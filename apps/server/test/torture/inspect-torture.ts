import { join } from 'node:path';

import { openFileStore } from '@crypto-cmp/lab-ca/node';

import { readMasterKey } from '../../src/sealing/master-key.ts';
import { createSealer } from '../../src/sealing/sealer.ts';
import { openUnchanged } from '../../src/storage/open-database.ts';
import { openPostgres } from '../../src/storage/postgres-dialect.ts';
import { openSqlite } from '../../src/storage/sqlite-dialect.ts';
import { checkCertificates } from './check-certificates.ts';
import { checkEnrollments } from './check-enrollments.ts';
import { checkIssued } from './check-issued.ts';
import { readTables, type Tables } from './read-tables.ts';

/** What a run has shown. */
export interface TortureOutcome {
  /** A sentence for each promise that was not kept. */
  readonly broken: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
}

export interface Remains {
  readonly dataDir: string;
  readonly labDir: string;
  readonly databaseUrl: string | undefined;
  /** Ids of the enrollments that the console has said it started. */
  readonly started: ReadonlySet<string>;
  /** How many it could not be brought to start. */
  readonly unstarted: number;
}

/** Compares what the console has stored with what the CA has in its register, when both have stopped. */
export async function inspectTorture({
  dataDir,
  labDir,
  databaseUrl,
  started,
  unstarted,
}: Remains): Promise<TortureOutcome> {
  const engine = databaseUrl === undefined ? openSqlite(join(dataDir, 'console.db')) : openPostgres(databaseUrl, QUIET);
  const database = await openUnchanged(engine);
  const tables = await readTables(database);
  await database.destroy();
  const sealer = createSealer(readMasterKey(join(dataDir, 'master.key'), false).bytes);
  const records = await openFileStore(labDir).loadRecords();
  const issued = checkIssued(tables, records);
  const broken = [
    ...(unstarted === 0 ? [] : [`${unstarted} enrollments could not be started`]),
    ...checkEnrollments(tables, started),
    ...checkCertificates(tables, sealer),
    ...issued.broken,
  ];
  return { broken, figures: { ...countEnrollments(tables), ...issued.figures } };
}

function countEnrollments({ enrollments, messages }: Tables): Record<string, number> {
  const count = (is: (enrollment: Tables['enrollments'][number]) => boolean) => enrollments.filter(is).length;
  const sent = messages.filter(({ direction }) => direction === 'sent');
  return {
    enrollments: enrollments.length,
    succeeded: count(({ state }) => state === 'succeeded'),
    failed: count(({ state }) => state === 'failed'),
    canceled: count(({ state }) => state === 'canceled'),
    renewed: count(({ requestType, state }) => requestType === 'kur' && state === 'succeeded'),
    waited: count(({ waitingSince }) => waitingSince !== null),
    failovers: count(({ serverIndex }) => serverIndex > 0),
    fallbacks: count(({ plan }) => plan?.includes('"fallback"') ?? false),
    resumed: count(({ resumes }) => resumes > 0),
    resumes: enrollments.reduce((sum, { resumes }) => sum + resumes, 0),
    messages: messages.length,
    resends: sent.reduce((sum, { tries }) => sum + Math.max(0, tries - 1), 0),
  };
}

/** The server may be gone before the last connection to it has ended. */
const QUIET = { warn: () => undefined };
