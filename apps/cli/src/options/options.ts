import { CliError } from '../cli-error.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { FOREIGN_OPTIONS } from './foreign-options.ts';
import { FURTHER_OPTIONS } from './further-options.ts';
import { INFORMATION_OPTIONS } from './information-options.ts';
import type { OptionRow } from './option-row.ts';

/** Every option there is: for the parser, the help and the table in the README. */
export const OPTIONS: readonly OptionRow[] = [
  ...CLIENT_OPTIONS,
  ...INFORMATION_OPTIONS,
  ...FURTHER_OPTIONS,
  ...FOREIGN_OPTIONS,
];

type KnownRow =
  | (typeof CLIENT_OPTIONS)[number]
  | (typeof INFORMATION_OPTIONS)[number]
  | (typeof FURTHER_OPTIONS)[number];
type NameOf<Row> = Row extends { readonly name: infer Name extends string } ? Name : never;
export type OptionName = NameOf<KnownRow>;

/** The options that were given, from the command line and from the configuration, each checked for its kind. */
export interface Options {
  /** Those that were given and have no effect. */
  readonly ignored: readonly OptionRow[];
  /** A text that is not empty: an empty one takes an option back, as with OpenSSL. */
  text(name: OptionName): string | undefined;
  flag(name: OptionName): boolean;
  number(name: OptionName): number | undefined;
}

/** The same as raw text, `1` for a flag, by name. */
export type OptionTexts = ReadonlyMap<string, string>;

/** @throws CliError for a value that does not fit its kind, and for an option that is refused */
export function readOptions(given: OptionTexts): Options {
  for (const row of OPTIONS) checkValue(row, given.get(row.name));
  const text = (name: OptionName): string | undefined => given.get(name) || undefined;
  return {
    ignored: OPTIONS.filter(({ name, kind, differs }) => {
      const value = given.get(name) ?? '';
      return differs?.status === 'ignored' && value !== '' && !(kind === 'flag' && value === '0');
    }),
    text,
    flag: (name) => (text(name) ?? '0') !== '0',
    number: (name) => toInteger(text(name) ?? ''),
  };
}

function checkValue({ name, kind, differs }: OptionRow, value: string | undefined): void {
  if (value === undefined || value === '') return;
  if (kind !== 'text') {
    const number = toInteger(value);
    const least = { flag: 0, number: -Infinity, count: 0, positive: 1 }[kind];
    if (number === undefined) throw new CliError(`-${name}: expected a whole number, got ${clip(value)}`);
    if (number > MAX_INT && name !== 'attime')
      throw new CliError(`-${name}: expected at most ${MAX_INT}, got ${number}`);
    if (number < least) throw new CliError(`-${name}: expected at least ${least}, got ${number}`);
    if (kind === 'flag' && number === 0) return;
  }
  if (differs?.status === 'refused') throw new CliError(`-${name} is not offered. ${differs.why}`);
}

/** As OpenSSL reads them: decimal, hexadecimal after 0x, and octal after 0. */
function toInteger(text: string): number | undefined {
  if (!/^[+-]?(?:0x[\da-f]+|0[0-7]*|[1-9]\d*)$/i.test(text)) return undefined;
  const sign = text.startsWith('-') ? -1 : 1;
  const value = sign * Number(text.replace(/^[+-]/, '').replace(/^0(?=[0-7])/, '0o'));
  return Math.abs(value) <= MAX_INTEGER ? value : undefined;
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** As with OpenSSL, whose numbers are of type int, but for times. */
const MAX_INT = 2 ** 31 - 1;
/** Far beyond any number of seconds that makes sense. */
const MAX_INTEGER = 2 ** 31 * 1000;
