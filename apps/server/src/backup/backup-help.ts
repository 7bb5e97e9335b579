/** The commands of this folder's program. */
export type BackupCommand = 'backup' | 'restore' | 'copy';

/** The text of `--help`. */
export function helpOf(command: BackupCommand): string {
  return HELP[command];
}

const PLACES = `  DATA_DIR                data folder of the console (./data)
  DATABASE_URL            its PostgreSQL database (SQLite in DATA_DIR)
  MASTER_KEY_FILE         file of its master key (master.key in DATA_DIR)`;
const PASSPHRASE = `  BACKUP_PASSPHRASE_FILE  file with the passphrase, mode 0600
  BACKUP_PASSPHRASE       the passphrase itself, where no file is named`;

const HELP: Readonly<Record<BackupCommand, string>> = {
  backup: `npm run backup -- --to FILE

Saves all tables and the master key, as they are at one moment, in one file. The console may be at work meanwhile.
The file is zipped JSON lines, encrypted in the format of age (age-encryption.org) with a passphrase of at least 12
characters. A file that is there already is not written over. Settings come from the environment:

${PLACES}
${PASSPHRASE}

Exit codes: 0 the file is whole and on the disk, 1 there is no file of that name.`,
  restore: `npm run restore -- --from FILE [--check]

Puts a backup back, with its master key, into a data folder or database in which no console was ever started, whichever
engine the backup is from. Whole or not at all. What ran when the backup was made ends as failed at the first start.
--check only reads the file to its end, says whether it is whole, and writes nothing. Settings come from the environment:

${PLACES}
${PASSPHRASE}

Exit codes: 0 restored (or whole), 1 nothing was restored.`,
  copy: `npm run db:copy -- [--to postgresql | --to sqlite]

Copies a console's tables from SQLite in DATA_DIR to PostgreSQL in DATABASE_URL (or back, with --to sqlite), whole or not
at all. Stop the console first; the target must be empty, and the source stays as it was. The master key is a file, which
stays where it is: every replica needs it. Settings come from the environment:

${PLACES}

Exit codes: 0 copied, 1 nothing was copied.`,
};
