import { CmpError } from '@crypto-cmp/cmp';
import { X509Error } from '@crypto-cmp/x509';

import { CliError } from './cli-error.ts';
import type { Host } from './host.ts';
import { runCommand } from './run/run-command.ts';
import { runExplain } from './show/run-explain.ts';
import { runInspect } from './show/run-inspect.ts';
import { showHelp } from './show/show-help.ts';

/** The whole command; the result is its exit code: 0 done, 1 not, as with OpenSSL. */
export async function runCli(argv: readonly string[], host: Host): Promise<number> {
  try {
    const [first, ...rest] = argv;
    if (first === 'inspect') return await runInspect(rest, host);
    if (first === 'explain') return await runExplain(rest, host);
    const help = argv.findIndex((word) => /^(?:help|-h|--?help)$/.test(word));
    if (argv.length === 0 || help === 0 || (help > 0 && argv[help] !== 'help' && argv[help] !== '-h')) {
      host.print(showHelp(argv[help + 1]));
      return argv.length === 0 ? 1 : 0;
    }
    return await runCommand(argv, host);
  } catch (error) {
    // The others come from certificates that can be read in part only; their messages name what is wrong.
    const isExpected = error instanceof CliError || error instanceof X509Error || error instanceof CmpError;
    if (!isExpected) throw error;
    host.say(`cmp: error: ${error.message}`);
    return 1;
  }
}
