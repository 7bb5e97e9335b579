import { PKIMessage } from '@crypto-cmp/cmp';
import { decode, DerError } from '@crypto-cmp/der';

import { CliError } from '../cli-error.ts';
import type { Host } from '../host.ts';
import { explainMessage } from './explain-message.ts';
import { readMessage } from './read-message.ts';
import { printable } from './run-inspect.ts';

/** `cmp explain FILE`; 1 when it is no message, or a proof that needs no secret does not hold. */
export async function runExplain(argv: readonly string[], host: Host): Promise<number> {
  const [file, surplus] = argv;
  if (file === undefined || surplus !== undefined) throw new CliError('usage: cmp explain FILE');
  const { lines, failed } = await explainMessage(readPkiMessage(await readMessage(file, host)), new Date());
  for (const line of lines) host.print(printable(line));
  return failed ? 1 : 0;
}

function readPkiMessage(bytes: Uint8Array): PKIMessage {
  try {
    return decode(PKIMessage, bytes);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw new CliError(`this is no PKIMessage: ${error.message}. cmp inspect shows how far it can be read`);
  }
}
