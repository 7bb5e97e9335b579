import { DerError } from '@crypto-cmp/der';
import { attributeTypeByKeyword, attributeTypeByOid, COUNTRY_NAME } from './attribute-types.ts';
import { toNameAttribute } from './name-attribute.ts';
import type { DistinguishedName, NameAttribute } from './distinguished-name.ts';
import { NameError } from './name-error.ts';
import { NameText } from './name-text.ts';
import { nullName } from './null-name.ts';
import { readOpensslValue, readRfc4514Value } from './name-values.ts';

/**
 * Reads a distinguished name as people type it: RFC 4514 (`CN=ap-7,O=Example`, most specific first, spaces around
 * separators allowed) or, beginning with a slash, OpenSSL's form (`/O=Example/CN=ap-7`, most significant first).
 * An empty text is the name without any step.
 *
 * @throws NameError with the position, in code points, of what is wrong
 */
export function parseName(text: string): DistinguishedName {
  const input = new NameText(withoutLineEnd(text));
  input.skipSpaces();
  if (input.atEnd) return nullName;
  if (input.peek() === '/') return { rdns: readOpensslRdns(input) };
  return { rdns: readRfc4514Rdns(input).toReversed() };
}

/** What a paste brings along; within OpenSSL's form it would count. */
function withoutLineEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n' || text[end - 1] === '\r') end--;
  return text.slice(0, end);
}

function readRfc4514Rdns(input: NameText): NameAttribute[][] {
  const rdns: NameAttribute[][] = [[]];
  for (;;) {
    readAttribute(input, rdns, readRfc4514Value);
    if (input.atEnd) return rdns;
    if (input.take() === ',') rdns.push([]);
  }
}

/** The name option of `openssl req -subj`: `/` before each step, `+` between attributes of one, `\` before either. */
function readOpensslRdns(input: NameText): NameAttribute[][] {
  const rdns: NameAttribute[][] = [];
  while (!input.atEnd) {
    if (input.take() === '/') rdns.push([]);
    readAttribute(input, rdns, readOpensslValue);
  }
  return rdns;
}

/** Reads one `type=value` into the last step, up to the separator behind it. */
function readAttribute(
  input: NameText,
  rdns: readonly NameAttribute[][],
  readValue: (input: NameText) => string | Uint8Array,
): void {
  const rdn = rdns.at(-1) ?? [];
  input.skipSpaces();
  const typeAt = input.position;
  // As many as can be written: X.690 has no limit, `encodeName` has.
  if (rdns.length > MAX_ELEMENTS || rdn.length >= MAX_ELEMENTS) {
    throw new NameError('value-invalid', typeAt, `expected at most ${MAX_ELEMENTS} steps, and attributes in a step`);
  }
  const type = readType(input);
  // X.501, section 9.3: the attributes of one step are of distinct types.
  if (rdn.some((other) => other.type === type)) {
    throw new NameError('attribute-type-repeated', typeAt, 'this attribute type is already in the same step');
  }
  const valueAt = input.position;
  const value = readValue(input);
  if (value.length === 0) throw new NameError('value-missing', valueAt, 'expected a value after the equals sign');
  if (typeof value === 'string') checkRepertoire(type, value, valueAt);
  rdn.push(typeof value === 'string' ? { type, value } : toAttribute(type, value, valueAt));
}

function toAttribute(type: string, der: Uint8Array, valueAt: number): NameAttribute {
  try {
    return toNameAttribute(type, der);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw new NameError('value-invalid', valueAt, 'the octets after # are not the DER of a value');
  }
}

/** RFC 4512, section 1.4: a short name or a dotted number; `OID.` before the number is RFC 2253's, section 4. */
function readType(input: NameText): string {
  const start = input.position;
  const written = input.takeWhile(/[A-Za-z0-9.-]/);
  if (written === '') {
    throw new NameError('attribute-type-missing', start, 'expected an attribute type such as CN, O or C');
  }
  const oid = toOid(written);
  input.skipSpaces();
  if (input.peek() !== '=') {
    throw new NameError('equals-sign-missing', input.position, `expected an equals sign after ${clip(written)}`);
  }
  if (oid === undefined) {
    throw new NameError('attribute-type-unknown', start, `${clip(written)} is no known attribute type`);
  }
  input.take();
  return oid;
}

function toOid(written: string): string | undefined {
  const known = attributeTypeByKeyword(written);
  if (known !== undefined) return known.oid;
  const dotted = written.replace(/^OID\./i, '');
  return dotted.length <= maxOidLength && dottedForm.test(dotted) ? dotted : undefined;
}

function checkRepertoire(type: string, value: string, valueAt: number): void {
  if (type === COUNTRY_NAME && !/^[A-Za-z]{2}$/.test(value)) {
    throw new NameError('value-invalid', valueAt, 'expected a country of two letters (ISO 3166) such as DE or US');
  }
  const form = attributeTypeByOid(type)?.form ?? 'utf8';
  if (!repertoires[form].test(value)) {
    const allowed = form === 'ia5' ? 'ASCII characters' : "letters A to Z, digits, spaces and '()+,-./:=?";
    throw new NameError('character-not-allowed', valueAt, `expected only ${allowed} in this attribute`);
  }
}

/** A text shown back in a message stays short. */
function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

// RFC 5280, appendix A.1. Written without a control character in the pattern.
const repertoires = {
  utf8: /^/,
  printable: /^[A-Za-z0-9 '()+,\-./:=?]*$/,
  ia5: /^\p{ASCII}*$/u,
} as const;

const dottedForm = /^(?:[01]\.[1-3]?[0-9]|2\.(?:0|[1-9][0-9]*))(?:\.(?:0|[1-9][0-9]*))*$/;
const maxOidLength = 128;

const MAX_ELEMENTS = 1000;
