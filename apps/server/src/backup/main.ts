import { runBackupCommand } from './run-backup-command.ts';

process.umask(0o077);
process.exitCode = await runBackupCommand(process.argv.slice(2), {
  environment: process.env,
  print: (text) => console.log(text),
  say: (text) => console.error(text),
});
