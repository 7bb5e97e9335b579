import { MIGRATION_NAMES } from '../storage/open-database.ts';
import type { TableRows } from '../storage/tables.ts';
import { BackupError } from './backup-error.ts';
import { BackupHeader, BackupLine, readRows } from './backup-format.ts';
import { damaged, readEncryptedFile } from './encrypted-file.ts';

/** A backup that its passphrase has opened. */
export interface OpenBackup {
  readonly header: BackupHeader;
  /**
   * Its rows, once. What comes out is authentic; that it is all of it is known only when they have ended, so nothing that
   * was made of them may stay before.
   */
  rows(): AsyncGenerator<TableRows>;
  close(): Promise<void>;
}

/** @throws {BackupError} when the file is no backup, does not open, or is of a newer version than this program */
export async function openBackup(file: string, passphrase: string): Promise<OpenBackup> {
  const lines = readEncryptedFile(file, passphrase);
  try {
    const header = readHeader(file, await lines.next());
    return { header, rows: () => readLines(file, lines), close: async () => void (await lines.return(undefined)) };
  } catch (error) {
    await lines.return(undefined);
    throw error;
  }
}

function readHeader(file: string, line: IteratorResult<string>): BackupHeader {
  const content = line.done === true ? undefined : tryToParse(line.value);
  const header = BackupHeader.safeParse(content);
  if (!header.success) {
    if (isOfLaterFormat(content)) throw newer(file);
    throw new BackupError('not-a-backup', `The file ${file} opens, but it is no backup of a console.`);
  }
  if (header.data.migrations.some((name) => !MIGRATION_NAMES.includes(name))) throw newer(file);
  return header.data;
}

async function* readLines(file: string, lines: AsyncGenerator<string>): AsyncGenerator<TableRows> {
  const counts: Record<string, number> = {};
  let end: Record<string, number> | undefined;
  for await (const text of lines) {
    const line = BackupLine.safeParse(tryToParse(text));
    if (!line.success || end !== undefined) throw damaged(file, line.error);
    if ('end' in line.data) {
      ({ end } = line.data);
      continue;
    }
    counts[line.data.table] = (counts[line.data.table] ?? 0) + line.data.rows.length;
    yield readRows(line.data);
  }
  if (end === undefined || JSON.stringify(end) !== JSON.stringify(counts)) throw damaged(file);
}

function tryToParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isOfLaterFormat(content: unknown): boolean {
  const { format, formatVersion } = (content ?? {}) as Record<string, unknown>; // whatever it is, it has no such fields or has
  return format === BackupHeader.shape.format.value && formatVersion !== BackupHeader.shape.formatVersion.value;
}

function newer(file: string): BackupError {
  return new BackupError(
    'backup-newer',
    `The backup ${file} was made by a newer version of the console. Restore it with that version.`,
  );
}
