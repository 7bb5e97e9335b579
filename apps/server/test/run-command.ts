import { runBackupCommand } from '../src/backup/run-backup-command.ts';
import { databaseEnvironment } from './test-database.ts';

/** Runs `backup`, `restore` or `copy` for the console of a data folder, as the program does. */
export async function runCommand(
  args: readonly string[],
  dataDir: string,
  environment: Readonly<Record<string, string>> = {},
) {
  let [printed, said] = ['', ''];
  const exitCode = await runBackupCommand(args, {
    environment: {
      DATA_DIR: dataDir,
      BACKUP_PASSPHRASE: 'correct horse battery staple',
      ...(await databaseEnvironment(dataDir)),
      ...environment,
    },
    print: (text) => (printed += text),
    say: (text) => (said += text),
  });
  return { exitCode, printed, said };
}
