import { readFile } from 'node:fs/promises';

import { CliError } from '../cli-error.ts';
import type { Host } from '../host.ts';
import type { OptionName } from '../options/options.ts';

/**
 * The secret behind a source, as OpenSSL writes them: `pass:TEXT`, `env:NAME`, `file:PATH` (its first line), `stdin`, or the
 * text itself. The secret is in no message, also not where it is wrong.
 *
 * @throws CliError
 */
export async function readSecret(source: string, option: OptionName, host: Host): Promise<string> {
  const [, kind = '', rest = ''] = /^(pass|env|file|fd):(.*)$/s.exec(source) ?? [];
  switch (kind) {
    case 'pass':
      return rest;
    case 'env': {
      const value = host.env[rest];
      if (value === undefined) throw new CliError(`-${option}: the environment variable ${rest} is not set`);
      return value;
    }
    case 'file':
      return firstLine(await readSecretFile(rest, option));
    case 'fd':
      throw new CliError(`-${option}: fd: is not offered. Use file:, env: or stdin`);
    default:
      return source === 'stdin' ? firstLine(new TextDecoder().decode(await host.readInput())) : source;
  }
}

async function readSecretFile(path: string, option: OptionName): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new CliError(`-${option}: cannot read the file after file:`);
  }
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? '';
}
