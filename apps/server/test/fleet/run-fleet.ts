import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { createClient } from '@crypto-cmp/api';
import type { Connection } from '@crypto-cmp/lab-ca/node';
import { sampleDraft, sampleTrustpoint } from '@crypto-cmp/policy/testing';

import { readMasterKey } from '../../src/sealing/master-key.ts';
import { createSealer } from '../../src/sealing/sealer.ts';
import { openUnchanged } from '../../src/storage/open-database.ts';
import { openPostgres } from '../../src/storage/postgres-dialect.ts';
import { startConsoleProgram, startLabCaProgram } from '../start-program.ts';
import { type FleetOutcome, inspectFleet } from './inspect-fleet.ts';
import { deviceName, issueDueCertificates } from './issue-due-certificates.ts';
import { startWatchedServer, type WatchedServer } from './start-watched-server.ts';
import { storeDueCertificates } from './store-due-certificates.ts';
import { countRenewed, leaderOf } from './watch-fleet.ts';

export interface FleetOptions {
  readonly trustpoints: number;
  readonly replicas: number;
  /** CA servers: every second one is slow. */
  readonly servers: number;
  /** CA_CONCURRENCY. */
  readonly concurrency: number;
  /** CA_STARTS_PER_MINUTE. */
  readonly startsPerMinute: number;
  /** Two folders that are there: of the consoles, and of the lab CA. */
  readonly dataDir: string;
  readonly labDir: string;
  /** An empty database, or one with nothing but tables. */
  readonly databaseUrl: string;
  /** Told how far it is. */
  readonly say: (line: string) => void;
}

/**
 * Lets several replicas over one PostgreSQL database start when the renewals of all trustpoints are due, and kills the
 * one that leads when half of them are done.
 */
export async function runFleet(options: FleetOptions): Promise<FleetOutcome> {
  const { trustpoints, dataDir, labDir, databaseUrl, say } = options;
  const { connection, certificates } = await issueDueCertificates(labDir, trustpoints);
  say(`${trustpoints} certificates issued, 80 days ago`);
  const watched: WatchedServer[] = [];
  const environment = (index: number) => ({
    DATA_DIR: dataDir,
    DATABASE_URL: `${databaseUrl}?application_name=${replicaName(index)}`,
    NODE_COMPILE_CACHE: join(labDir, 'compile-cache'),
    LOG_LEVEL: 'info',
    CA_CONCURRENCY: String(options.concurrency),
    CA_STARTS_PER_MINUTE: String(options.startsPerMinute),
  });
  const replicas = [startConsoleProgram(environment(0))];
  const database = await replicas[0]?.listening.then(async () => await openUnchanged(openPostgres(databaseUrl, QUIET)));
  if (database === undefined) throw new Error('expected a replica');
  const labCa = startLabCaProgram(labDir);
  try {
    const labUrl = await labCa.listening;
    for (let index = 0; index < options.servers; index += 1) {
      watched.push(await startWatchedServer(labUrl, index % 2 === 0 ? FAST_MS : SLOW_MS));
    }
    const client = createClient({ fetch: globalThis.fetch, baseUrl: (await replicas[0]?.listening) ?? '' });
    for (const [index, { port }] of watched.entries()) {
      const devices = certificates.flatMap((_, device) => (device % watched.length === index ? [device] : []));
      await client.policies.create({ body: policyOf(index, port, devices, connection) });
    }
    replicas[0]?.kill('SIGTERM');
    await replicas[0]?.ended;
    const sealer = createSealer(readMasterKey(join(dataDir, 'master.key'), false).bytes);
    const byName = new Map(certificates.map((certificate, index) => [deviceName(index), certificate]));
    await storeDueCertificates(database, sealer, byName);
    say('all of them due');

    const began = performance.now();
    replicas.splice(0, 1);
    for (let index = 0; index < options.replicas; index += 1) replicas.push(startConsoleProgram(environment(index)));
    await Promise.all(replicas.map(async (replica) => await replica.listening));
    const startSeconds = secondsSince(began);
    let takeover: { readonly killedAt: number; readonly from: string; seconds?: number } | undefined;
    let [renewed, toldAt, changedAt] = [0, 0, performance.now()];
    while (renewed < trustpoints && performance.now() < changedAt + PATIENCE_MS) {
      await sleep(LOOK_MS);
      const before = renewed;
      renewed = await countRenewed(database);
      if (renewed > before) changedAt = performance.now();
      const leader = await leaderOf(database);
      if (renewed >= toldAt + trustpoints / 10)
        say(`${(toldAt = renewed)} renewed after ${Math.round(secondsSince(began))} s`);
      if (takeover === undefined && renewed >= trustpoints / 2 && leader !== undefined) {
        const victim = replicas[Number(leader.split('-').at(-1))];
        if (victim === undefined) throw new Error(`expected a replica, got ${leader}`);
        victim.kill('SIGKILL');
        await victim.ended;
        takeover = { killedAt: performance.now(), from: leader };
        say(`${leader} killed, which led`);
      }
      if (takeover !== undefined && leader !== undefined && leader !== takeover.from) {
        takeover.seconds ??= secondsSince(takeover.killedAt);
      }
    }
    const seconds = secondsSince(began);
    for (const replica of replicas) replica.kill('SIGTERM');
    await Promise.all(replicas.map(async (replica) => await replica.ended));
    labCa.kill('SIGTERM');
    await labCa.ended;
    const logs = replicas.map((replica) => replica.output());
    const run = { seconds, startSeconds, takeoverSeconds: takeover?.seconds, watched, logs };
    return await inspectFleet(database, sealer, options, run);
  } finally {
    for (const program of [...replicas, labCa]) program.kill('SIGKILL');
    await Promise.all([...replicas, labCa].map(async (program) => await program.ended));
    for (const server of watched) await server.close();
    await database.destroy();
  }
}

function policyOf(index: number, port: number, devices: readonly number[], connection: Connection) {
  return sampleDraft({
    name: `server-${index}`,
    servers: [{ role: 'primary', host: '127.0.0.1', port, path: '/cmp/explicit-confirm', transport: 'http' }],
    trustAnchors: [connection.rootCertificate],
    trustpoints: devices.map(deviceName).map((name) =>
      sampleTrustpoint({
        name,
        subjectName: `CN=${name},O=Example`,
        senderName: `CN=${name}`,
        recipientName: connection.caName,
        referenceId: { format: 'text', value: connection.referenceId },
        secret: { action: 'replace', value: connection.secret },
        subjectAltNames: [{ type: 'fqdn', value: `${name}.example.com` }],
      }),
    ),
  });
}

function replicaName(index: number): string {
  return `replica-${index}`;
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}

/** How long an answer takes at a server of either kind. */
const [FAST_MS, SLOW_MS] = [10, 400];
const LOOK_MS = 200;
/** For the next one. */
const PATIENCE_MS = 120_000;
/** Its server may be gone before its last connection has ended. */
const QUIET = { warn: () => undefined };
