import type { Host } from '../host.ts';
import { createLog } from '../log.ts';
import { gatherOptions } from '../options/gather-options.ts';
import { buildPlan } from '../request/build-plan.ts';
import { CliError } from '../cli-error.ts';
import { driveTransaction } from './drive-transaction.ts';
import { saveResults } from './save-results.ts';

/** The client proper: reads options, runs the transaction as often as `-repeat` says, saves what it brings. */
export async function runCommand(argv: readonly string[], host: Host): Promise<number> {
  const gathered = await gatherOptions(argv, host);
  const { options, configFile } = gathered;
  const verbosity = options.number('verbosity') ?? DEFAULT_VERBOSITY;
  if (verbosity > 8) throw new CliError(`-verbosity: expected 0 to 8, got ${verbosity}`);
  const log = createLog(verbosity, host.say);
  if (configFile !== undefined) log.debug(`options from ${configFile}`);
  for (let run = options.number('repeat') ?? 1; run > 0; run--) {
    const plan = await buildPlan(gathered, host, log);
    const outcome = await driveTransaction(plan, log);
    if (outcome.type === 'failed') {
      log.error(outcome.message);
      return 1;
    }
    if (outcome.type === 'succeeded') await saveResults(outcome.results, { options, log, print: host.print }, host);
  }
  return 0;
}

const DEFAULT_VERBOSITY = 6;
