import { CliError } from '../cli-error.ts';
import { OPTIONS } from './options.ts';

/**
 * Reads a command line as OpenSSL does: `-name value`, also `--name value` and `-name=value`, a later one in place of an
 * earlier one. A flag takes no value and stands for `1`.
 *
 * @throws CliError
 */
export function parseArguments(argv: readonly string[]): Map<string, string> {
  const given = new Map<string, string>();
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    const written = /^--?([^=]+)(?:=(.*))?$/s.exec(word);
    if (written === null) {
      // Not shown: it may be the second half of a secret.
      throw new CliError(`word ${at + 1} is no option. A value with spaces has to stand in quotes`);
    }
    const [, name = '', joined] = written;
    const row = OPTIONS.find((option) => option.name === name);
    if (row === undefined) throw new CliError(`there is no option -${clip(name)}. cmp --help lists the topics`);
    if (row.kind === 'flag') {
      if (joined !== undefined) throw new CliError(`-${name}: expected no value`);
      given.set(name, '1');
      continue;
    }
    const value = joined ?? argv[++at];
    if (value === undefined)
      throw new CliError(`-${name}: expected a value: ${row.value === '' ? 'VALUE' : row.value}`);
    given.set(name, value);
  }
  return given;
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
