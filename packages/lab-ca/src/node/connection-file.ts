import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { LabCaError } from '../lab-ca-error.ts';
import { isMissing } from './system-error.ts';
import { writeWhole } from './write-whole.ts';

/** What a CMP client needs to know, as it lies in `connection.json` of the data folder. */
export interface Connection {
  /** Without path, such as `http://127.0.0.1:8829`. */
  readonly url: string;
  readonly path: '/cmp';
  /** Fits the console's Number format. */
  readonly referenceId: string;
  readonly secret: string;
  /** The name of the issuing CA, which sends all answers: RFC 4514 text. */
  readonly caName: string;
  /** PEM. */
  readonly rootCertificate: string;
}

/** The reference and secret of a folder: the same ones for as long as it lives. */
export async function readCredentials(folder: string): Promise<Pick<Connection, 'referenceId' | 'secret'>> {
  const path = connectionPath(folder);
  try {
    const stored: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (isCredentials(stored)) return { referenceId: stored.referenceId, secret: stored.secret };
  } catch (error) {
    if (isMissing(error)) return { referenceId: '42', secret: randomBytes(18).toString('base64url') };
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new LabCaError('data-damaged', `${path} holds no reference and secret. Remove it to get new ones.`);
}

export async function writeConnection(folder: string, connection: Connection): Promise<void> {
  await writeWhole(connectionPath(folder), `${JSON.stringify(connection, undefined, 2)}\n`, 0o600);
}

export function connectionPath(folder: string): string {
  return join(folder, 'connection.json');
}

function isCredentials(value: unknown): value is { referenceId: string; secret: string } {
  if (typeof value !== 'object' || value === null || !('referenceId' in value) || !('secret' in value)) return false;
  return [value.referenceId, value.secret].every((text) => typeof text === 'string' && text !== '');
}
