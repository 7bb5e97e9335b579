import { fromHex } from '@crypto-cmp/der';
import { NameError } from './name-error.ts';
import { isSpace, type NameText } from './name-text.ts';

/**
 * Reads a value of RFC 4514 (section 2.4, grammar in section 3) up to an unescaped comma or plus: its text, or the
 * octets behind `#`.
 */
export function readRfc4514Value(input: NameText): string | Uint8Array {
  input.skipSpaces();
  if (input.peek() === '#') return readHexValue(input);
  let value = '';
  // Spaces count only when something follows: unescaped ones at the end are no part of the value.
  let spaces = '';
  while (!input.atEnd && !/[,+]/.test(input.peek())) {
    const at = input.position;
    const character = input.peek();
    if (isSpace(character)) {
      spaces += input.take();
      continue;
    }
    if ('"<>;\0'.includes(character)) throw notEscaped(character, at);
    value += spaces + (character === '\\' ? readPair(input) : input.take());
    spaces = '';
  }
  return value;
}

/**
 * Reads a value of OpenSSL's form up to an unescaped slash or plus: a backslash makes the next character stand for
 * itself. `\xC3\xBC`, as `openssl x509 -subject -nameopt compat` prints what is not ASCII, is read as the character.
 */
export function readOpensslValue(input: NameText): string {
  let value = '';
  while (!input.atEnd && !/[/+]/.test(input.peek())) {
    const at = input.position;
    if (input.peek() === '\0') throw notEscaped('\0', at);
    if (input.peek() !== '\\') {
      value += input.take();
      continue;
    }
    input.take();
    if (input.peek() !== 'x') value += takeEscaped(input, at);
    else {
      input.take();
      value += readOctets(input, at, '\\x');
    }
  }
  return value;
}

/** `pair = ESC ( ESC / special / hexpair )`. */
function readPair(input: NameText): string {
  const at = input.position;
  input.take();
  if (/[0-9A-Fa-f]/.test(input.peek())) return readOctets(input, at, '\\');
  const character = takeEscaped(input, at);
  if (!/["+,;<>\\ #=]/.test(character)) {
    throw new NameError('escape-invalid', at, 'expected a special character or two hexadecimal digits after \\');
  }
  return character;
}

function takeEscaped(input: NameText, at: number): string {
  if (input.atEnd) throw new NameError('escape-invalid', at, 'expected a character after the backslash');
  return input.take();
}

/** A run of escaped octets, the first escape already taken, which together are UTF-8. */
function readOctets(input: NameText, at: number, escape: string): string {
  let digits = '';
  for (;;) {
    const pair = input.take() + input.take();
    if (!/^[0-9A-Fa-f]{2}$/.test(pair)) {
      throw new NameError('escape-invalid', at, `expected two hexadecimal digits after ${escape}`);
    }
    digits += pair;
    const next = input.position;
    if (![...escape].every((character) => input.take() === character) || !/[0-9A-Fa-f]/.test(input.peek())) {
      input.position = next;
      break;
    }
  }
  try {
    return utf8.decode(fromHex(digits));
  } catch {
    throw new NameError('escape-invalid', at, 'the escaped octets are not UTF-8');
  }
}

/** `hexstring = SHARP 1*hexpair`: the DER of the value. */
function readHexValue(input: NameText): Uint8Array {
  const at = input.position;
  input.take();
  const digits = input.takeWhile(/[0-9A-Fa-f]/);
  input.skipSpaces();
  if (digits === '' || digits.length % 2 !== 0 || !/^[,+]?$/.test(input.peek())) {
    throw new NameError(
      'value-invalid',
      at,
      'expected pairs of hexadecimal digits after # (a leading # itself is \\#)',
    );
  }
  return fromHex(digits);
}

function notEscaped(character: string, at: number): NameError {
  const [shown, written] = character === '\0' ? ['NUL', '\\00'] : [character, `\\${character}`];
  return new NameError('character-not-escaped', at, `${shown} stands for itself only as ${written}`);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
