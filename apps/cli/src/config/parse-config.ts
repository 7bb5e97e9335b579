import { CliError } from '../cli-error.ts';

/** The sections of a configuration file by name; lines before the first are in `default`. */
export type Config = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads OpenSSL's configuration format (its manual page config(5)): `[section]`, `name = value`, `#` comments, quotes,
 * escapes, a backslash at the end of a line, `$name`, `${section::name}` and `${ENV::name}`.
 *
 * @throws CliError with the line
 */
export function parseConfig(text: string, file: string, env: Readonly<Record<string, string | undefined>>): Config {
  const sections = new Map<string, Map<string, string>>([[DEFAULT, new Map()]]);
  let section = DEFAULT;
  const lines = text.split(/\r\n|\r|\n/);
  for (let at = 0; at < lines.length; at++) {
    const number = at + 1;
    const fail = (what: string): CliError => new CliError(`-config: line ${number} of ${file}: ${what}`);
    let line = lines[at] ?? '';
    while (/(?:^|[^\\])(?:\\\\)*\\$/.test(line) && at + 1 < lines.length)
      line = line.slice(0, -1) + (lines[++at] ?? '');
    const start = line.trimStart();
    if (start === '' || start.startsWith('#') || start.startsWith(';')) continue;
    const header = /^\[\s*(.*?)\s*\]\s*(?:#.*)?$/.exec(start);
    if (header !== null) {
      section = header[1] ?? '';
      if (!sections.has(section)) sections.set(section, new Map());
      continue;
    }
    if (/^\.(?:include|pragma)\b/.test(start)) throw fail('.include and .pragma are not read: put its lines here');
    const assignment = /^([^=\s]+)\s*=\s*(.*)$/s.exec(start);
    if (assignment === null) throw fail('expected [section] or name = value');
    const [, written = '', raw = ''] = assignment;
    // `section::name = value` puts a line into another section.
    const [name = '', target = section] = written.split('::').toReversed();
    const lookUp = (from: string | undefined, variable: string): string => {
      const named = sections.get(from ?? section)?.get(variable) ?? (from === 'ENV' ? env[variable] : undefined);
      const found = named ?? sections.get(DEFAULT)?.get(variable);
      return found ?? missing(variable, fail);
    };
    if (!sections.has(target)) sections.set(target, new Map());
    sections.get(target)?.set(name, readValue(raw, lookUp, fail));
  }
  return sections;
}

type LookUp = (section: string | undefined, name: string) => string;

function readValue(raw: string, lookUp: LookUp, fail: (what: string) => CliError): string {
  let value = '';
  /** How much of it was quoted or escaped, and so must not be trimmed away. */
  let kept = 0;
  for (let rest = raw; rest !== '';) {
    const quote = /^(["'`])((?:\\.|(?!\1)[^\\])*)\1/s.exec(rest);
    const variable = /^\$(?:\{([^}]*)\}|\(([^)]*)\)|(\w+(?:::\w+)?))/.exec(rest);
    if (rest.startsWith('#')) break;
    if (quote !== null) {
      value += unescape(quote[2] ?? '');
      kept = value.length;
      rest = rest.slice(quote[0].length);
    } else if (/^["'`]/.test(rest)) {
      throw fail('a quotation mark is not closed');
    } else if (variable !== null) {
      const written = (variable[1] ?? variable[2] ?? variable[3] ?? '').trim();
      const [name = '', section] = written.split('::').toReversed();
      value += lookUp(section, name);
      rest = rest.slice(variable[0].length);
    } else {
      const piece = /^(?:\\.|[^\\])/s.exec(rest)?.[0] ?? rest;
      value += unescape(piece);
      if (piece.length > 1) kept = value.length;
      rest = rest.slice(piece.length);
    }
  }
  return value.slice(0, kept) + value.slice(kept).trimEnd();
}

function unescape(text: string): string {
  return text.replaceAll(/\\(.)/gs, (_, character: string) => ESCAPES[character] ?? character);
}

function missing(name: string, fail: (what: string) => CliError): never {
  throw fail(`there is no value for the variable ${name}`);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b' };
export const DEFAULT = 'default';
