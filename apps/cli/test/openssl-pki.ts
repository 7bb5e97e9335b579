import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { runCli } from '../src/run-cli.ts';
import { fakeHost } from './fake-host.ts';

/** A folder with keys and certificates that OpenSSL has made, as its users have them. */
export interface OpensslPki {
  /** The path of a file in it. */
  readonly path: (name: string) => string;
  readonly openssl: (...args: readonly string[]) => string;
  readonly remove: () => void;
}

/**
 * root.pem signs sub.pem and srv.pem; sub.pem signs device.pem, whose key is device.key. device.csr asks for it, other.pem
 * is another root, enc.key is device.key under the passphrase 12345, and device.p12 both in PKCS#12.
 */
export function createOpensslPki(): OpensslPki {
  const folder = mkdtempSync(join(tmpdir(), 'cmp-cli-'));
  const openssl = (...args: readonly string[]): string =>
    execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  writeFileSync(join(folder, 'extensions.cnf'), EXTENSIONS);
  const key = (name: string): string =>
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', `${name}.key`);
  for (const name of ['root', 'other']) {
    key(name);
    openssl('req', '-x509', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-days', '9', '-out', `${name}.pem`);
  }
  for (const [name, subject, issuer, kind] of [
    ['sub', '/CN=sub', 'root', 'ca'],
    ['srv', '/O=openssl_cmp', 'root', 'ee'],
    ['device', '/O=Example/CN=ap-7', 'sub', 'ee'],
  ] as const) {
    key(name);
    openssl('req', '-new', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`);
    const signed = ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial', '-days', '8'];
    const wish = ['-extfile', 'extensions.cnf', '-extensions', kind];
    openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...signed, ...wish);
  }
  openssl('pkcs8', '-topk8', '-in', 'device.key', '-out', 'enc.key', '-passout', 'pass:12345');
  const pkcs12 = ['-inkey', 'device.key', '-in', 'device.pem', '-out', 'device.p12', '-passout', 'pass:12345'];
  openssl('pkcs12', '-export', ...pkcs12);
  return {
    path: (name) => join(folder, name),
    openssl,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface Mock {
  /** `127.0.0.1:PORT`, as -server takes it. */
  readonly server: string;
  stop(): Promise<void>;
}

/** `openssl cmp -port`: OpenSSL's own mock of a CA. It always returns device.pem. */
export async function startMock({ path }: OpensslPki, more: readonly string[] = []): Promise<Mock> {
  const files = { srv_cert: 'srv.pem', srv_key: 'srv.key', srv_trusted: 'root.pem', srv_untrusted: 'sub.pem' };
  const answers = { rsp_cert: 'device.pem', rsp_extracerts: 'sub.pem', rsp_capubs: 'root.pem' };
  const words = Object.entries({ ...files, ...answers }).flatMap(([name, file]) => [`-${name}`, path(file)]);
  const args = ['cmp', '-config', '', '-port', '0', '-srv_ref', '1234', '-srv_secret', 'pass:test', ...words, ...more];
  // A mock that a test forgets ends by itself.
  const child = spawn('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  for (let tries = 0; tries < 200; tries++) {
    const port = /^ACCEPT \S*:(\d+)/m.exec(log)?.[1];
    if (port === undefined) {
      await setTimeout(25);
      continue;
    }
    const stop = async (): Promise<void> => {
      child.kill('SIGKILL');
      await ended;
    };
    return { server: `127.0.0.1:${port}`, stop };
  }
  throw new Error(`openssl cmp -port did not start: ${log}`);
}

export interface CmpRun {
  readonly code: number;
  readonly said: string;
  /** On the standard output. */
  readonly printed: string;
}

/** Our command, in this process. */
export async function runCmp(...argv: readonly string[]): Promise<CmpRun> {
  const host = fakeHost();
  const code = await runCli(argv, host);
  return { code, said: host.said.join('\n'), printed: host.printed.join('\n') };
}

const EXTENSIONS = `[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, digitalSignature
subjectKeyIdentifier = hash
[ee]
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
`;
