import { encodeName, NameError, parseName } from '@crypto-cmp/x509';

import { CliError } from '../cli-error.ts';
import type { OptionName } from '../options/options.ts';

/**
 * A distinguished name as OpenSSL's commands take it, `/C=DE/O=Example/CN=ap-7`, as a Name in DER. `/` alone is the empty
 * name. Steps with an empty value or of a type that is not known are left out, and told to `warn`.
 *
 * @throws CliError
 */
export function readName(text: string, option: OptionName, warn: (text: string) => void): Uint8Array {
  if (!text.startsWith('/')) {
    throw new CliError(`-${option}: expected a name such as /C=DE/O=Example/CN=ap-7, got ${text}`);
  }
  const steps = text === '/' ? [] : splitSteps(text.slice(1));
  const kept = steps.flatMap((step) => {
    const attributes = splitUnescaped(step, '+').filter((attribute) => isKnown(attribute, option, warn));
    return attributes.length === 0 ? [] : [`/${attributes.join('+')}`];
  });
  return parse(kept.join(''), option);
}

function isKnown(attribute: string, option: OptionName, warn: (text: string) => void): boolean {
  const [type = '', ...rest] = attribute.split('=');
  if (rest.length === 0)
    throw new CliError(`-${option}: expected TYPE=value, got ${attribute || 'nothing'} after a slash`);
  if (rest.join('=') === '') {
    warn(`-${option}: ${type} has no value and is left out`);
    return false;
  }
  try {
    parseName(`/${attribute}`);
    return true;
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    if (error.code !== 'attribute-type-unknown') throw new CliError(`-${option}: ${attribute}: ${error.message}`);
    warn(`-${option}: ${type} is no known attribute type and is left out`);
    return false;
  }
}

function parse(text: string, option: OptionName): Uint8Array {
  try {
    return encodeName(parseName(text));
  } catch (error) {
    if (error instanceof NameError) throw new CliError(`-${option}: ${error.message}`);
    throw error;
  }
}

function splitSteps(text: string): string[] {
  return splitUnescaped(text, '/');
}

/** A separator after a backslash belongs to the value. */
function splitUnescaped(text: string, separator: string): string[] {
  const parts = [''];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === separator) {
      parts.push('');
      continue;
    }
    const isEscape = character === '\\' && at + 1 < text.length;
    parts.push((parts.pop() ?? '') + (isEscape ? character + text.charAt(++at) : character));
  }
  return parts;
}
