import { createPrivateKey, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Client, createClient, type Enrollment } from '@crypto-cmp/api';
import { openFileStore } from '@crypto-cmp/lab-ca/node';
import { expect, test } from 'vitest';

import { makeFolder } from '../../test/start-console.ts';
import { labPolicy, startLab } from '../../test/start-lab.ts';
import { startServer } from '../../test/start-server.ts';
import { databaseEnvironment, openStored } from '../../test/test-database.ts';
import { startSlowProxy } from '../../test/slow-proxy.ts';
import { readMasterKey } from '../sealing/master-key.ts';
import { createSealer } from '../sealing/sealer.ts';
import { privateKeyPlace } from '../sealing/sealed-places.ts';

/** Two or three kills for each enrollment, at moments that nobody chose. */
const KILLS = 24;
const ENROLLMENTS = 10;

test(
  `loses nothing and leaves nothing stuck, killed ${KILLS} times at random moments`,
  { timeout: 400_000 },
  async () => {
    const [dataDir, labDir] = [makeFolder(), makeFolder()];
    const lab = await startLab(undefined, labDir);
    const proxyPort = await startSlowProxy(lab.connection.url, () => Math.random() * 120);
    // Few places at the CA: each kill would leak some, if they could leak.
    const environment = { DATA_DIR: dataDir, CA_CONCURRENCY: '2', ...(await databaseEnvironment(dataDir)) };

    let server = startServer(environment);
    let client = clientOf(await server.listening());
    const trustpoints: string[] = [];
    for (let index = 0; index < ENROLLMENTS; index += 1) {
      const path = index % 2 === 0 ? '/cmp/waiting' : '/cmp/explicit-confirm';
      const servers = [{ role: 'primary', host: '127.0.0.1', port: proxyPort, path, transport: 'http' } as const];
      const policy = await client.policies.create({ body: labPolicy(lab, { name: `device-${index}`, servers }) });
      trustpoints.push(policy.trustpoints[0]?.id ?? '');
    }

    const started = new Set<string>();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const next = trustpoints[kill % ENROLLMENTS];
      if (next !== undefined) started.add(await start(client, next, kill < ENROLLMENTS ? 'enroll' : 'renew'));
      await sleep(Math.random() * 450);
      server.kill('SIGKILL');
      await server.exitCode;
      server = startServer(environment);
      client = clientOf(await server.listening());
    }
    const ended = await Promise.all([...started].filter((id) => id !== '').map(async (id) => await endOf(client, id)));
    const policies = await client.policies.list({ query: { limit: 100 } });
    server.kill('SIGTERM');
    expect(await server.exitCode).toBe(0);

    // The kills did hit: messages were on their way, and went out again. On PostgreSQL a row stays with the dead process
    // until its lease ends, so the kills in between find little at work.
    const resent = ended.flatMap(({ messages }) => messages).filter(({ tries }) => tries > 1);
    expect(resent.length).toBeGreaterThan('DATABASE_URL' in environment ? 0 : KILLS / 4);
    expect(policies.total).toBe(ENROLLMENTS);
    for (const { state, failure } of ended) {
      expect(['succeeded', 'failed'], JSON.stringify(failure)).toContain(state);
      if (state === 'failed') expect(failure?.explanation.cause).not.toBe('');
    }
    const { current, certificates } = await openStoredCertificates(dataDir);
    // Every certificate in use has its own key, and the master key opens it.
    for (const { certificate, privateKey } of current) {
      expect(certificate.checkPrivateKey(createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }))).toBe(
        true,
      );
    }
    const succeeded = ended.filter(({ state }) => state === 'succeeded').length;
    expect(certificates.size).toBe(succeeded);
    expect(succeeded).toBeGreaterThan(ENROLLMENTS / 2);

    // Whatever the CA holds as valid is in the console, or the console has said that it may exist.
    const named = ended.filter(({ failure }) => failure?.certificateMayExist === true).length;
    const records = await openFileStore(labDir).loadRecords();
    const orphans = records.filter(
      (record) =>
        record.type === 'certificate' &&
        record.status.name === 'valid' &&
        !certificates.has(Buffer.from(record.certificate, 'hex').toString('base64')),
    );
    expect(orphans.length).toBeLessThanOrEqual(named);
  },
);

/** Starts an enrollment, unless an earlier one of the trustpoint is still running, or left nothing to renew. */
async function start(client: Client, id: string, operation: 'enroll' | 'renew'): Promise<string> {
  const { certificate, runningEnrollment } = await client.trustpoints.get({ params: { id } });
  if (runningEnrollment !== null) return runningEnrollment.id;
  const possible = certificate === null ? 'enroll' : operation;
  return (await client.trustpoints.startEnrollment({ params: { id }, body: { operation: possible } })).id;
}

async function endOf(client: Client, id: string): Promise<Enrollment> {
  const giveUpAt = performance.now() + 90_000;
  for (;;) {
    const enrollment = await client.enrollments.get({ params: { id } });
    if (enrollment.endedAt !== null || performance.now() > giveUpAt) return enrollment;
    await sleep(50);
  }
}

function clientOf(baseUrl: string): Client {
  return createClient({ fetch: globalThis.fetch, baseUrl });
}

async function openStoredCertificates(dataDir: string) {
  const sealer = createSealer(readMasterKey(join(dataDir, 'master.key'), false).bytes);
  const database = await openStored(dataDir);
  const rows = await database
    .selectFrom('trustpoints')
    .innerJoin('certificates', 'certificates.id', 'trustpoints.currentCertificateId')
    .innerJoin('keys', 'keys.id', 'certificates.keyId')
    .select(['certificates.der', 'keys.id as keyId', 'keys.privateKeySealed'])
    .execute();
  const all = await database.selectFrom('certificates').select('der').execute();
  const stuck = await database.selectFrom('enrollments').select('id').where('finishedAt', 'is', null).execute();
  expect(stuck).toEqual([]);
  const strayKeys = await database
    .selectFrom('keys')
    .select('id')
    .where('trustpointId', 'not in', (query) => query.selectFrom('trustpoints').select('id'))
    .execute();
  expect(strayKeys).toEqual([]);
  return {
    certificates: new Set(all.map(({ der }) => Buffer.from(der).toString('base64'))),
    current: rows.map(({ der, keyId, privateKeySealed }) => ({
      certificate: new X509Certificate(der),
      privateKey: Buffer.from(sealer.open(privateKeyPlace(keyId), privateKeySealed ?? new Uint8Array())),
    })),
  };
}
