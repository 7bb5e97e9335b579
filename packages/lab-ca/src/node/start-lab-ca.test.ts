import { createServer } from 'node:http';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startTransaction, type TransactionRequest } from '@crypto-cmp/cmp';
import { runTransaction } from '@crypto-cmp/cmp/node';
import { crlDistributionPoints, parseCertificate, parseCertificateList, parsePem } from '@crypto-cmp/x509';
import { nodeCrypto } from '@crypto-cmp/x509/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { bySignature, byMac, enrollRequest, type Holder, requestFor } from '../../test/requesting.ts';
import { type RunningLabCa, startLabCa } from './start-lab-ca.ts';

let folder: string;
const running: RunningLabCa[] = [];
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'lab-ca-')), 'data');
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  await rm(join(folder, '..'), { recursive: true, force: true });
});

async function start(options = {}): Promise<RunningLabCa> {
  const one = await startLabCa({ folder, port: 0, ...options });
  running.push(one);
  return one;
}

async function stop(one: RunningLabCa): Promise<void> {
  running.splice(running.indexOf(one), 1);
  await one.stop();
}

describe('a lab CA over a folder', () => {
  it('keeps its keys and its secret for the eyes of their owner', async () => {
    await start();
    const modes = await Promise.all(
      (await readdir(folder))
        .toSorted()
        .map(async (name) => [name, (await stat(join(folder, name))).mode & 0o777] as const),
    );
    expect(Object.fromEntries(modes)).toEqual({
      'chain.pem': 0o644,
      'connection.json': 0o600,
      'issuing.key.pem': 0o600,
      'issuing.pem': 0o644,
      'lab-ca.lock': 0o644,
      'root.key.pem': 0o600,
      'root.pem': 0o644,
    });
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('says in connection.json all that a client needs', async () => {
    const { connection, connectionPath, rootCertificatePath } = await start();
    const stored: unknown = JSON.parse(await readFile(connectionPath, 'utf8'));
    expect(stored).toEqual(connection);
    expect(connection).toMatchObject({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      path: '/cmp',
      referenceId: '42',
      caName: 'CN=Lab Issuing CA (for testing only)',
      rootCertificate: await readFile(rootCertificatePath, 'utf8'),
    });
    expect(connection.secret.length).toBeGreaterThanOrEqual(24);
  });

  it('goes on after a restart: same CA, same secret, and an update of what it issued before', async () => {
    const first = await start();
    const holder = await enroll(first);
    await stop(first);
    const second = await start();
    const { url: _, ...before } = first.connection;
    expect(second.connection).toMatchObject(before);
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    expect(await runAt(second, await requestFor('kur', key), holder)).toMatchObject({ type: 'succeeded' });
    await stop(second);
    // The first certificate has been updated: the third life knows that from the second.
    expect(await runAt(await start(), await requestFor('kur', key), holder)).toMatchObject({
      failure: { claim: { failInfo: ['certRevoked'] } },
    });
  });

  it('gives the same answer after a restart to a client that never got it', async () => {
    const first = await start();
    const bytes = await firstMessage(first);
    const answer = await post(first, bytes);
    await stop(first);
    expect(await post(await start(), bytes)).toEqual(answer);
  });

  it('passes over a line that was being written when the process was killed', async () => {
    const first = await start();
    const holder = await enroll(first);
    await stop(first);
    const log = join(folder, 'issued.jsonl');
    await truncate(log, (await stat(log)).size - 20);
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    const request = enrollRequest('cr', key);
    const second = await start();
    expect(await runAt(second, request, holder)).toBeDefined();
    await stop(second);
    // What was written behind the half line is not lost with it.
    await expect(start()).resolves.toBeDefined();
  });

  it('puts another root in force when told to, and goes on with it', async () => {
    const first = await start();
    const holder = await enroll(first);
    await stop(first);
    const second = await start({ rollRoot: true });
    const { rootCertificate } = second.connection;
    expect(rootCertificate).not.toBe(first.connection.rootCertificate);
    expect(await readFile(second.rootCertificatePath, 'utf8')).toBe(rootCertificate);
    await stop(second);
    // A process that is killed between the files leaves an old copy behind.
    await writeFile(second.rootCertificatePath, first.connection.rootCertificate);
    const third = await start();
    expect(third.connection.rootCertificate).toBe(rootCertificate);
    expect(await readFile(third.rootCertificatePath, 'utf8')).toBe(rootCertificate);
    expect((await stat(join(folder, 'rollover.json'))).mode & 0o777).toBe(0o600);
    const key = await nodeCrypto.generateKeyPair('ec-p256');
    expect(await runAt(third, await requestFor('kur', key), holder)).toMatchObject({ type: 'succeeded' });
  });

  it('does not start over a root whose change cannot be read', async () => {
    await stop(await start({ rollRoot: true }));
    await writeFile(join(folder, 'rollover.json'), '{"root":');
    await expect(start()).rejects.toMatchObject({ code: 'data-damaged' });
  });

  it('names in each certificate where its list lies, and serves it there', async () => {
    const one = await start();
    const { certificate } = await enroll(one);
    const [point] = crlDistributionPoints(parseCertificate(certificate));
    const url = `${one.connection.url}/crl/issuing.crl`;
    expect(point?.distributionPoint).toMatchObject({ value: [{ value: url }] });
    const response = await fetch(url);
    expect(parseCertificateList(new Uint8Array(await response.arrayBuffer())).entries).toEqual([]);
    expect((await fetch(`${one.connection.url}/crl/other.crl`)).status).toBe(405);
  });

  it('does not go on over a log that is damaged elsewhere', async () => {
    const first = await start();
    await enroll(first);
    await stop(first);
    const log = join(folder, 'issued.jsonl');
    await writeFile(log, `{"type":\n${await readFile(log, 'utf8')}`);
    await expect(start()).rejects.toMatchObject({ code: 'data-damaged' });
  });

  it('does not make new CAs where some of the old files are missing', async () => {
    await stop(await start());
    await rm(join(folder, 'issuing.key.pem'));
    await expect(start()).rejects.toMatchObject({ code: 'data-damaged' });
  });

  it('makes its CAs anew when the first start was interrupted', async () => {
    await stop(await start());
    await rm(join(folder, 'issuing.pem'));
    await rm(join(folder, 'chain.pem'));
    expect((await start()).connection.url).toBeDefined();
  });

  it('shares its folder with nobody, and takes it over from the dead', async () => {
    await start();
    // As of another process: our own number counts as left behind by one before a restart.
    await writeFile(join(folder, 'lab-ca.lock'), `${process.ppid}\n`);
    await expect(start()).rejects.toMatchObject({ code: 'folder-in-use' });
    await writeFile(join(folder, 'lab-ca.lock'), '999999999\n');
    expect((await start()).connection.url).toBeDefined();
  });

  it('says which folder cannot be used', async () => {
    const file = join(folder, '..', 'file');
    await writeFile(file, '');
    await expect(startLabCa({ folder: file, port: 0 })).rejects.toMatchObject({ code: 'folder-unusable' });
    await expect(startLabCa({ folder: join(file, 'below'), port: 0 })).rejects.toMatchObject({
      code: 'folder-unusable',
    });
  });

  it('says which port cannot be used, and gives the folder back', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    try {
      // as: a server that listens on a port has such an address
      const { port } = other.address() as AddressInfo;
      await expect(startLabCa({ folder, port })).rejects.toMatchObject({ code: 'port-unusable' });
    } finally {
      other.close();
    }
    expect((await start()).connection.url).toBeDefined();
  });

  it('with a damaged connection.json does not make up another secret', async () => {
    const first = await start();
    await stop(first);
    await writeFile(first.connectionPath, '{}');
    await expect(start()).rejects.toMatchObject({ code: 'data-damaged' });
    await writeFile(first.connectionPath, '{');
    await expect(start()).rejects.toMatchObject({ code: 'data-damaged' });
  });
});

describe('the lab CA over HTTP', () => {
  it('tells a browser what it is, and that it proves nothing', async () => {
    const { connection } = await start();
    const response = await fetch(connection.url);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).toContain('for trying and testing only');
    expect(text).toContain('/cmp/faults/rejection/badPOP');
    expect(text).not.toContain(connection.secret);
  });

  it.each([
    ['GET', '/cmp', 405],
    ['PUT', '/cmp', 405],
    ['POST', '/elsewhere', 404],
    ['POST', '/cmp', 415],
  ])('answers %s %s with %i', async (method, path, status) => {
    const { connection } = await start();
    expect((await fetch(`${connection.url}${path}`, { method })).status).toBe(status);
  });

  it('does not read messages without end', async () => {
    const { connection } = await start();
    const response = await fetch(`${connection.url}/cmp`, {
      method: 'POST',
      headers: { 'content-type': 'application/pkixcmp' },
      body: new Uint8Array(1024 * 1024 + 1),
    });
    expect(response.status).toBe(413);
  });

  it('stops at once, also when somebody waits for an answer that never comes', async () => {
    const one = await start();
    const waiting = fetch(`${one.connection.url}/cmp/faults/silence`, {
      method: 'POST',
      headers: { 'content-type': 'application/pkixcmp' },
      body: await firstMessage(one),
    }).catch((error: unknown) => error);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    const started = performance.now();
    await stop(one);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(await waiting).toBeInstanceOf(TypeError);
  });
});

async function enroll(lab: RunningLabCa): Promise<Holder> {
  const key = await nodeCrypto.generateKeyPair('ec-p256');
  const outcome = await runAt(lab, enrollRequest('ir', key));
  if (outcome.type !== 'succeeded') throw new Error(outcome.failure.message);
  return { key, certificate: outcome.certificate, chain: outcome.chain };
}

async function runAt({ connection, labCa }: RunningLabCa, request: TransactionRequest, by?: Holder) {
  return runTransaction({
    url: `${connection.url}${connection.path}`,
    request,
    context: {
      crypto: nodeCrypto,
      protector: by === undefined ? byMac({ secret: connection.secret }) : bySignature(by),
      trustAnchors: [parseCertificate(labCa.rootCertificate)],
    },
    timeoutMs: 5000,
  });
}

async function firstMessage({ connection }: RunningLabCa): Promise<Uint8Array<ArrayBuffer>> {
  const key = await nodeCrypto.generateKeyPair('ec-p256');
  const [root = new Uint8Array()] = parsePem(connection.rootCertificate);
  const { effect } = await startTransaction(enrollRequest('ir', key), {
    crypto: nodeCrypto,
    now: new Date(),
    protector: byMac({ secret: connection.secret }),
    trustAnchors: [parseCertificate(root)],
  });
  if (effect.type !== 'send') throw new Error('expected a message to send');
  return Uint8Array.from(effect.bytes);
}

async function post({ connection }: RunningLabCa, body: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const headers = { 'content-type': 'application/pkixcmp' };
  const response = await fetch(`${connection.url}/cmp`, { method: 'POST', headers, body });
  return new Uint8Array(await response.arrayBuffer());
}
