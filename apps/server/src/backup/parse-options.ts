import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

import { BackupError } from './backup-error.ts';

/** The options of a command line; anything else is refused. */
export function parseOptions<Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BackupError('bad-argument', `${reason}. --help tells what there is.`, { cause });
  }
}
