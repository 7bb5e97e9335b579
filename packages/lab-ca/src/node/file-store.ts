import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { encodePem, parsePem, X509Error } from '@crypto-cmp/x509';

import { LabCaError } from '../lab-ca-error.ts';
import type { LabCaStore, StoredAuthority, StoredCredential } from '../store/lab-ca-store.ts';
import { latestRecords, type LabCaRecord } from '../store/records.ts';
import { openFolderLog } from './folder-log.ts';
import { formatRollover, parseRollover } from './rollover-file.ts';
import { isMissing } from './system-error.ts';
import { writeWhole } from './write-whole.ts';

/** Where the root certificate of a data folder lies. */
export function rootCertificatePath(folder: string): string {
  return join(folder, FILES.root);
}

/**
 * A store in a folder of its own, which exists: certificates in PEM, keys in PKCS#8 for the owner's eyes only, and a log
 * of what was issued and is going on.
 */
export function openFileStore(folder: string): LabCaStore {
  const path = (name: keyof typeof FILES): string => join(folder, FILES[name]);
  const log = openFolderLog(path('log'), SECRET);
  return {
    loadAuthority: async () => loadAuthority(path),
    saveAuthority: async (authority) => saveAuthority(authority, path),
    loadRecords: async () => {
      const { records, lines, isTorn } = await readLog(path('log'));
      // What is written behind half a line would be lost with it.
      const isLong = lines > 2 * records.length + COMPACT_SLACK;
      if (isTorn || isLong) await writeWhole(path('log'), toLines(records), SECRET);
      return records;
    },
    append: async (records) => log.append(toLines(records)),
  };
}

const FILES = {
  root: 'root.pem',
  issuing: 'issuing.pem',
  chain: 'chain.pem',
  rootKey: 'root.key.pem',
  issuingKey: 'issuing.key.pem',
  log: 'issued.jsonl',
  rollover: 'rollover.json',
} as const;

type PathOf = (name: keyof typeof FILES) => string;

async function loadAuthority(path: PathOf): Promise<StoredAuthority | undefined> {
  const rollover = await readIfThere(path('rollover'));
  if (rollover === undefined) return loadFirstAuthority(path);
  const authority = parseRollover(rollover);
  if (authority === undefined) {
    throw new LabCaError('data-damaged', `${path('rollover')} is damaged. Put it back, or choose an empty folder.`);
  }
  // The process may have ended before it wrote the copies for other programs.
  await writeCopies(authority, path);
  return authority;
}

async function loadFirstAuthority(path: PathOf): Promise<StoredAuthority | undefined> {
  const read = async (name: keyof typeof FILES, label: string): Promise<Uint8Array | undefined> => {
    const text = await readIfThere(path(name));
    return text === undefined ? undefined : parseOnly(text, label, path(name));
  };
  const root = toCredential(await read('root', CERTIFICATE), await read('rootKey', PRIVATE_KEY));
  const issuing = toCredential(await read('issuing', CERTIFICATE), await read('issuingKey', PRIVATE_KEY));
  if (root !== undefined && issuing !== undefined) return { root, issuing };
  // chain.pem is written last: without it, the first start was interrupted, and nothing has been issued yet.
  if ((await readIfThere(path('chain'))) === undefined) return undefined;
  throw new LabCaError(
    'data-damaged',
    `certificates or keys are missing in the data folder (${Object.values(FILES).slice(0, 5).join(', ')}). Put them back, or choose an empty folder.`,
  );
}

function toCredential(
  certificate: Uint8Array | undefined,
  privateKey: Uint8Array | undefined,
): StoredCredential | undefined {
  return certificate === undefined || privateKey === undefined ? undefined : { certificate, privateKey };
}

/** Several files cannot change at once: since the root can be rolled, one of them has it all, and the others are copies. */
async function saveAuthority(authority: StoredAuthority, path: PathOf): Promise<void> {
  if (authority.rollover !== undefined) await writeWhole(path('rollover'), formatRollover(authority), SECRET);
  await writeCopies(authority, path);
}

async function writeCopies({ root, issuing }: StoredAuthority, path: PathOf): Promise<void> {
  const rootPem = encodePem(CERTIFICATE, root.certificate);
  const issuingPem = encodePem(CERTIFICATE, issuing.certificate);
  await writeWhole(path('rootKey'), encodePem(PRIVATE_KEY, root.privateKey), SECRET);
  await writeWhole(path('issuingKey'), encodePem(PRIVATE_KEY, issuing.privateKey), SECRET);
  await writeWhole(path('root'), rootPem, PUBLIC);
  await writeWhole(path('issuing'), issuingPem, PUBLIC);
  await writeWhole(path('chain'), issuingPem + rootPem, PUBLIC);
}

function parseOnly(text: string, label: string, path: string): Uint8Array {
  try {
    const [der] = parsePem(text, label);
    if (der !== undefined) return der;
  } catch (cause) {
    if (!(cause instanceof X509Error)) throw cause;
  }
  throw new LabCaError('data-damaged', `${path} holds no ${label}. Put it back, or choose an empty folder.`);
}

interface ReadLog {
  readonly records: LabCaRecord[];
  readonly lines: number;
  /** It ends with half a line. */
  readonly isTorn: boolean;
}

async function readLog(path: string): Promise<ReadLog> {
  const records: LabCaRecord[] = [];
  const torn: number[] = [];
  let lines = 0;
  if ((await readIfThere(path)) === undefined) return { records, lines, isTorn: false };
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    lines++;
    const record = parseRecord(line);
    if (record === undefined) torn.push(lines);
    else records.push(record);
  }
  // A process that was killed while it wrote leaves half a line behind. Its message was never answered.
  const [first] = torn;
  if (first !== undefined && (torn.length > 1 || first < lines)) {
    throw new LabCaError('data-damaged', `${path} is damaged in line ${first}. Repair it, or choose an empty folder.`);
  }
  return { records: latestRecords(records), lines, isTorn: first !== undefined };
}

function parseRecord(line: string): LabCaRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    // as: this program wrote the line, and it is whole
    return typeof value === 'object' && value !== null && 'type' in value ? (value as LabCaRecord) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function toLines(records: readonly LabCaRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const CERTIFICATE = 'CERTIFICATE';
const PRIVATE_KEY = 'PRIVATE KEY';
const SECRET = 0o600;
const PUBLIC = 0o644;
const COMPACT_SLACK = 1000;
