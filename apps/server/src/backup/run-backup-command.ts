import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { readBackupSettings, readSettings, type Settings } from '../config.ts';
import { StartError } from '../start-error.ts';
import { type DataFolderLock, lockDataFolder } from '../storage/data-folder-lock.ts';
import type { DatabaseEngine } from '../storage/database-engine.ts';
import { openUnchanged } from '../storage/open-database.ts';
import { openPostgres } from '../storage/postgres-dialect.ts';
import { openSqlite, openSqliteForReading } from '../storage/sqlite-dialect.ts';
import { BackupError } from './backup-error.ts';
import { helpOf, type BackupCommand } from './backup-help.ts';
import { copyDatabase } from './copy-database.ts';
import { refuseRunningReplicas } from './running-replicas.ts';
import { parseOptions } from './parse-options.ts';
import { readPassphrase, refuseWeakPassphrase } from './passphrase.ts';
import { checkBackup, restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

/** What the commands get from outside. */
export interface CommandContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly print: (text: string) => void;
  /** For what went wrong. */
  readonly say: (text: string) => void;
}

/** Runs `backup`, `restore` or `copy`; gives the exit code: 0 done, 1 not done, and nothing was changed. */
export async function runBackupCommand(args: readonly string[], context: CommandContext): Promise<number> {
  try {
    const [name = '', ...rest] = args;
    const command = COMMANDS[name as BackupCommand] as (typeof COMMANDS)[BackupCommand] | undefined; // as: whatever was typed
    if (command === undefined) throw new BackupError('bad-argument', 'Expected backup, restore or copy.');
    if (rest.includes('--help') || rest.includes('-h')) context.print(helpOf(name as BackupCommand));
    else await command(rest, context);
    return 0;
  } catch (error) {
    const isExpected = error instanceof BackupError || error instanceof StartError;
    context.say(isExpected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 1;
  }
}

const COMMANDS: Record<BackupCommand, (args: readonly string[], context: CommandContext) => Promise<void>> = {
  backup: runBackup,
  restore: runRestore,
  copy: runCopy,
};

async function runBackup(args: readonly string[], { environment, print, say }: CommandContext): Promise<void> {
  const { to } = parseOptions(args, { to: { type: 'string' } });
  if (to === undefined) throw new BackupError('bad-argument', 'Say where to: npm run backup -- --to FILE');
  const settings = readSettings(environment);
  const passphrase = readPassphrase(readBackupSettings(environment));
  refuseWeakPassphrase(passphrase);
  const database = await openUnchanged(readingEngine(settings, say));
  try {
    const counts = await writeBackup(
      { database, masterKeyFile: settings.masterKeyFile },
      resolve(to),
      { passphrase },
      Date.now(),
    );
    print(`${resolve(to)} holds ${describe(counts)}, and the master key.`);
  } finally {
    await database.destroy();
  }
}

async function runRestore(args: readonly string[], { environment, print, say }: CommandContext): Promise<void> {
  const { from, check } = parseOptions(args, { from: { type: 'string' }, check: { type: 'boolean' } });
  if (from === undefined) throw new BackupError('bad-argument', 'Say where from: npm run restore -- --from FILE');
  const settings = readSettings(environment);
  const passphrase = readPassphrase(readBackupSettings(environment));
  if (check === true) {
    const { header, counts } = await checkBackup(resolve(from), passphrase);
    print(`The backup of ${header.createdAt} is whole: ${describe(counts)}, and the master key.`);
    return;
  }
  await withTarget(settings, say, async (target) => {
    const { header, counts } = await restoreBackup(
      { ...target, masterKeyFile: settings.masterKeyFile },
      resolve(from),
      passphrase,
    );
    print(`Restored the backup of ${header.createdAt}: ${describe(counts)}, and the master key.`);
    print('Start the console now. What ran at that time ends as failed, and what is due begins anew.');
  });
}

async function runCopy(args: readonly string[], { environment, print, say }: CommandContext): Promise<void> {
  const { to = 'postgresql' } = parseOptions(args, { to: { type: 'string' } });
  if (to !== 'postgresql' && to !== 'sqlite') {
    throw new BackupError('bad-argument', `--to is "${to}": expected postgresql or sqlite.`);
  }
  const settings = readSettings(environment);
  const { databaseUrl, dataDir } = settings;
  if (databaseUrl === undefined) {
    throw new BackupError(
      'bad-argument',
      'Set DATABASE_URL to the PostgreSQL database: the other one is that of DATA_DIR.',
    );
  }
  const sqlite: Settings = { ...settings, databaseUrl: undefined };
  const [from, into] = to === 'postgresql' ? [sqlite, settings] : [settings, sqlite];
  if (to === 'postgresql') refuseMissing(dataDir);
  // Whichever way it goes, nobody may work with the data folder meanwhile.
  const lock = to === 'postgresql' ? lockDataFolder(dataDir) : undefined;
  try {
    if (to === 'sqlite') await refuseRunningReplicas(databaseUrl);
    const source = await openUnchanged(readingEngine(from, say));
    try {
      await withTarget(into, say, async (target) => {
        const counts = await copyDatabase(source, target);
        print(`Copied ${describe(counts)}. The source is as it was: put it away, so that nobody starts it again.`);
      });
    } finally {
      await source.destroy();
    }
  } finally {
    lock?.release();
  }
}

interface Target {
  readonly database: Awaited<ReturnType<typeof openUnchanged>>;
  readonly settle: DatabaseEngine['settle'];
}

async function withTarget(
  { databaseUrl, dataDir, masterKeyFile }: Settings,
  say: (text: string) => void,
  work: (target: Target) => Promise<void>,
): Promise<void> {
  mkdirSync(databaseUrl === undefined ? dataDir : dirname(masterKeyFile), { recursive: true, mode: 0o700 });
  let lock: DataFolderLock | undefined;
  if (databaseUrl === undefined) lock = lockDataFolder(dataDir);
  try {
    const engine =
      databaseUrl === undefined ? openSqlite(join(dataDir, 'console.db')) : openPostgres(databaseUrl, logTo(say));
    if (databaseUrl !== undefined) await refuseRunningReplicas(databaseUrl);
    const database = await openUnchanged(engine);
    try {
      await work({ database, settle: async (plain) => await engine.settle(plain) });
    } finally {
      await database.destroy();
    }
  } finally {
    lock?.release();
  }
}

function readingEngine({ databaseUrl, dataDir }: Settings, say: (text: string) => void): DatabaseEngine {
  if (databaseUrl !== undefined) return openPostgres(databaseUrl, logTo(say));
  refuseMissing(dataDir);
  return openSqliteForReading(join(dataDir, 'console.db'));
}

function refuseMissing(dataDir: string): void {
  if (existsSync(join(dataDir, 'console.db'))) return;
  throw new BackupError('source-missing', `There is no console in ${dataDir}. Set DATA_DIR to its data folder.`);
}

function logTo(say: (text: string) => void) {
  return { warn: (_details: object, message: string) => say(message) };
}

function describe(counts: ReadonlyMap<string, number>): string {
  const rows = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const of = (table: string) => counts.get(table) ?? 0;
  return `${of('policies')} policies, ${of('trustpoints')} trustpoints, ${of('certificates')} certificates and ${of('enrollments')} enrollments (${rows} rows)`;
}
