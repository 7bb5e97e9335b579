import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { encodePem, formatName, parseCertificate } from '@crypto-cmp/x509';
import { createSigner, nodeCrypto } from '@crypto-cmp/x509/node';

import { createLabCa, type LabCa } from '../create-lab-ca.ts';
import { LabCaError } from '../lab-ca-error.ts';
import type { LabCaOptions } from '../lab-ca-options.ts';
import { LIST_PATHS } from '../revoking/find-list-issuer.ts';
import { type Connection, connectionPath, readCredentials, writeConnection } from './connection-file.ts';
import { openFileStore, rootCertificatePath } from './file-store.ts';
import { lockFolder } from './lock-folder.ts';
import { serveLabCa } from './serve-lab-ca.ts';
import { systemErrorCode } from './system-error.ts';

export interface StartOptions extends Pick<
  LabCaOptions,
  'lifetimeSeconds' | 'confirmWaitSeconds' | 'keyType' | 'trustedIssuers' | 'crlDistributionPoints'
> {
  /** Made if it is not there, readable by its owner only. */
  readonly folder: string;
  /** On 127.0.0.1; 0 picks a free one. */
  readonly port: number;
  /** Puts another root in force before anything is answered; false by default. */
  readonly rollRoot?: boolean;
  /** The CA's time; that of this computer by default. */
  readonly clock?: () => Date;
  /** Told of faults of the program's own; by default they go to the standard error output. */
  readonly onError?: (error: unknown) => void;
}

export interface RunningLabCa {
  /** Also in `connection.json`. It holds the secret. */
  readonly connection: Connection;
  readonly rootCertificatePath: string;
  readonly connectionPath: string;
  readonly labCa: LabCa;
  /** Answers nothing more, and gives port and folder back. */
  stop(): Promise<void>;
}

/**
 * Runs a lab CA over a data folder.
 *
 * @throws LabCaError when port or folder cannot be used
 */
export async function startLabCa(start: StartOptions): Promise<RunningLabCa> {
  const { folder, port, onError = report, rollRoot = false, clock = () => new Date(), ...options } = start;
  const unlock = await openFolder(folder);
  let url = '';
  try {
    const credentials = await usingFolder(folder, async () => readCredentials(folder));
    const labCa = await usingFolder(folder, async () =>
      createLabCa({
        crlDistributionPoints: () => [`${url}${LIST_PATHS.issuing}`],
        ...options,
        store: openFileStore(folder),
        crypto: nodeCrypto,
        createSigner: (privateKey) => createSigner(privateKey),
        clock,
        references: [credentials],
      }),
    );
    if (rollRoot) await usingFolder(folder, async () => labCa.rollRoot());
    const server = serveLabCa(labCa, onError);
    url = `http://${HOST}:${await listen(server, port)}`;
    const connection: Connection = {
      url,
      path: '/cmp',
      ...credentials,
      caName: formatName(parseCertificate(labCa.issuingCertificate).subject),
      rootCertificate: encodePem('CERTIFICATE', labCa.rootCertificate),
    };
    await usingFolder(folder, async () => writeConnection(folder, connection));
    return {
      connection,
      rootCertificatePath: rootCertificatePath(folder),
      connectionPath: connectionPath(folder),
      labCa,
      stop: async () => {
        await close(server);
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openFolder(folder: string): Promise<() => void> {
  return usingFolder(folder, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return lockFolder(folder);
  });
}

/** Says which folder it was that could not be used, and why. */
async function usingFolder<T>(folder: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (cause) {
    const code = systemErrorCode(cause);
    if (cause instanceof LabCaError || code === undefined) throw cause;
    const reason = FOLDER_PROBLEMS[code] ?? code;
    throw new LabCaError(
      'folder-unusable',
      `the data folder ${folder} cannot be used: ${reason}. Choose another one (--data).`,
      { cause },
    );
  }
}

async function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const reason = PORT_PROBLEMS[systemErrorCode(cause) ?? ''] ?? cause.message;
      const problem = `port ${port} cannot be used: ${reason}. Choose another one (--port), or 0 for any.`;
      reject(new LabCaError('port-unusable', problem, { cause }));
    });
    server.listen(port, HOST, () => {
      // as: a server that listens on a port has such an address
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // Answers under way may finish; those that never will, by a fault's path, are cut off.
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
  });
}

function report(error: unknown): void {
  process.stderr.write(`lab CA: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

const HOST = '127.0.0.1';
const GRACE_MS = 500;

const FOLDER_PROBLEMS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'part of the path is a file',
  EEXIST: 'it is a file',
};

const PORT_PROBLEMS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program uses it',
  EACCES: 'this user may not use it',
};
