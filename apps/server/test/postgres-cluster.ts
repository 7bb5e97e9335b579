import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

/** A PostgreSQL server of our own, in a folder that goes with it. */
export interface Cluster {
  readonly port: number;
  /** The address of one of its databases. */
  url(database: string): string;
  /** Stops it as an administrator would in a hurry: connections are cut. */
  stop(): Promise<void>;
  /** Starts it again, on the same port. */
  start(): Promise<void>;
  /** Stops it for good. */
  remove(): Promise<void>;
}

/** Where the programs are: POSTGRES_BIN, or what Debian's packages install; undefined where there is none. */
export function findPostgres(): string | undefined {
  const given = process.env['POSTGRES_BIN'];
  if (given !== undefined && given !== '') return given;
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const newest = versions.toSorted((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin'));
  return newest.find((folder) => existsSync(join(folder, 'initdb')));
}

/** Makes and starts one, on a free port of this computer. As root it runs as another user, for it refuses root. */
export async function startCluster(): Promise<Cluster> {
  const programs = findPostgres();
  if (programs === undefined) {
    throw new Error('there is no PostgreSQL here: install it (Debian package postgresql), or set POSTGRES_BIN');
  }
  const folder = mkdtempSync('/tmp/console-postgres-');
  const user = userToBe();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD, { mode: 0o600 });
  if (user !== undefined) chownSync(passwordFile, user.uid, user.gid);
  const access = ['-U', 'console', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  execFileSync(join(programs, 'initdb'), ['-D', data, ...access, '--no-sync', '-E', 'UTF8'], {
    ...user,
    cwd: folder,
    env: { LC_ALL: 'C.UTF-8', PATH: process.env['PATH'] ?? '' },
    stdio: 'pipe',
  });
  const port = await freePort();
  const url = (database: string) => `postgres://console:${PASSWORD}@127.0.0.1:${port}/${database}`;
  let server = await startServer();

  async function startServer() {
    const settings = [...SETTINGS, `port=${port}`, `unix_socket_directories=${folder}`];
    const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
    const child = spawn(join(programs ?? '', 'postgres'), args, { ...user, cwd: folder, stdio: 'ignore' });
    for (let attempt = 0; attempt < 300; attempt += 1) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL ended with ${child.exitCode}`);
      const client = new pg.Client(url('postgres'));
      const isUp = await client.connect().then(
        () => true,
        () => false,
      );
      await client.end().catch(() => undefined);
      if (isUp) return child;
      await sleep(50);
    }
    throw new Error('PostgreSQL did not start');
  }

  async function stop(): Promise<void> {
    if (server.exitCode !== null) return;
    const ended = once(server, 'exit');
    // "Fast shutdown": open transactions are taken back, connections cut.
    server.kill('SIGINT');
    await ended;
  }

  return {
    port,
    url,
    stop,
    async start() {
      server = await startServer();
    },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function userToBe(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  const line = users.find((user) => user.startsWith('postgres:')) ?? users.find((user) => user.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) throw new Error('PostgreSQL refuses root, and there is no other user');
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a server that listens on a port has such an address
  server.close();
  await once(server, 'close');
  return port;
}

/** Known to everybody, as the server is reached from this computer alone, and gone with the test. */
export const PASSWORD = 'no-secret-of-anybody';
const DEBIAN = '/usr/lib/postgresql';
/** What a test database need not promise: to outlive a power cut. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=400',
  'shared_buffers=64MB',
  'autovacuum=off',
];
