import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import type { RunningLabCa } from '@crypto-cmp/lab-ca/node';
import { onTestFinished } from 'vitest';

import { makeFolder } from './start-console.ts';

export interface TlsOptions {
  /** The IP address in the certificate. */
  readonly ip?: string;
  /** The name in its place. */
  readonly dns?: string;
  /** Whether the certificate expired yesterday. */
  readonly expired?: boolean;
  /** PEM: only who shows a certificate of this CA is let in. */
  readonly clientCa?: string;
}

/** A certificate for loopback, from a CA of its own. */
export function makeTlsCredentials({ ip = '127.0.0.1', dns, expired = false }: TlsOptions = {}) {
  const folder = makeFolder();
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  run('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=TLS CA', '-days', '2');
  run('req', ...newKey, '-keyout', 'tls.key', '-out', 'tls.csr', '-subj', '/CN=tls');
  writeFileSync(join(folder, 'tls.ext'), `subjectAltName=${dns === undefined ? `IP:${ip}` : `DNS:${dns}`}\n`);
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'tls.ext'];
  const validity = ['-days', expired ? '-1' : '2'];
  run('x509', '-req', '-in', 'tls.csr', ...signed, ...validity, '-out', 'tls.pem');
  const read = (name: string) => readFileSync(join(folder, name));
  return { key: read('tls.key'), cert: read('tls.pem'), root: read('ca.pem').toString() };
}

/** The lab CA behind TLS, with a certificate from a CA of its own. It ends with the test. */
export async function startTls({ labCa }: RunningLabCa, options: TlsOptions = {}) {
  const { root, ...credentials } = makeTlsCredentials(options);
  let requests = 0;
  const { clientCa } = options;
  const mutual = clientCa === undefined ? {} : { ca: clientCa, requestCert: true };
  const server = createServer({ ...credentials, ...mutual }, (request, response) => {
    requests += 1;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const contentType = request.headers['content-type'];
      void labCa
        .handle({ path: request.url ?? '', contentType, body: Buffer.concat(chunks) })
        .then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port, // a server that listens on a port has such an address
    root,
    requests: () => requests,
  };
}
