import { z } from 'zod';
import { countCodePoints } from './count-code-points.ts';
import { expectType, type Finding, follow, NOTHING_ENTERED } from './finding.ts';
import type { Limit } from './limits.ts';

/** A text within a limit, which also follows the further rules. The first thing wrong is its issue. */
export function text(limit: Limit, ...rules: readonly TextRule[]): z.ZodString {
  return z
    .string(expectType(NOT_A_TEXT))
    .check(followAsText(limit, ...rules))
    .meta(toJsonSchemaLength(limit));
}

/** What {@link text} checks, for a string that is prepared before. */
export function followAsText(limit: Limit, ...rules: readonly TextRule[]): z.core.$ZodCheck<string> {
  return follow(isWellFormed, within(limit), ...rules);
}

/** JSON Schema counts characters as {@link countCodePoints} does (RFC 8259, section 8.2). */
export function toJsonSchemaLength({ min, max }: Limit): { minLength: number; maxLength: number } {
  return { minLength: min, maxLength: max };
}

export type TextRule = (value: string) => Finding | undefined;

export const NOT_A_TEXT = 'Not a text';

/** Counts code points, and says by how many a text is too long. */
export function within({ min, max }: Limit): TextRule {
  return (value) => {
    if (value === '' && min > 0) return { code: 'required', message: NOTHING_ENTERED };
    const count = countCodePoints(value);
    if (count < min) return { code: 'too-short', message: `${count} characters, ${min - count} too few` };
    if (count > max)
      return { code: 'too-long', message: `${count} characters, ${count - max} above the limit of ${max}` };
    return undefined;
  };
}

/** A lone surrogate has no UTF-8 form: it would silently become another character on the wire. */
export function isWellFormed(value: string): Finding | undefined {
  if (value.isWellFormed()) return undefined;
  return { code: 'not-unicode', message: 'Holds half of a character (a lone surrogate). Type it again' };
}

/**
 * Refuses control characters, which in these fields are paste accidents. Offers no repair: it would repeat the value,
 * which may be a Secret.
 */
export function noControlCharacters(value: string): Finding | undefined {
  return refuseCharacter(value, /\p{Cc}/gu);
}

/**
 * Refuses control characters, and those that make a text read otherwise than it is: line separators, bidirectional
 * controls (one name posing as another), characters without width and the byte order mark.
 */
export function noHiddenCharacters(value: string): Finding | undefined {
  return withRemoval(value, /[\p{Cc}\u2028\u2029\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu);
}

/** As {@link noHiddenCharacters}, for texts of several lines. */
export function noHiddenCharactersButLines(value: string): Finding | undefined {
  return withRemoval(
    value,
    /(?![\n\r\t])[\p{Cc}\u2028\u2029\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu,
  );
}

/** Refuses spaces around a text, where they would make two names look the same. */
export function noOuterSpace(value: string): Finding | undefined {
  const trimmed = value.trim();
  if (trimmed === value) return undefined;
  if (trimmed === '') return { code: 'outer-space', message: 'Only spaces. Enter a text' };
  const where = value.trimStart() === value ? 'Ends' : 'Begins';
  return {
    code: 'outer-space',
    message: `${where} with a space: remove it`,
    repair: { label: 'remove it', target: 'self', value: trimmed },
  };
}

function withRemoval(value: string, refused: RegExp): Finding | undefined {
  const finding = refuseCharacter(value, refused);
  if (finding === undefined) return undefined;
  const label = 'remove it';
  return {
    ...finding,
    message: `${finding.message}: ${label}`,
    repair: { label, target: 'self', value: value.replaceAll(refused, '') },
  };
}

function refuseCharacter(value: string, refused: RegExp): Finding | undefined {
  const index = value.search(refused);
  if (index === -1) return undefined;
  const codePoint = value.codePointAt(index) ?? 0;
  const name =
    codePoint === 10 || codePoint === 13 ? 'a line break' : codePoint === 9 ? 'a tab' : 'an invisible character';
  const position = countCodePoints(value.slice(0, index)) + 1;
  const shown = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  return { code: 'control-character', message: `Holds ${name} (${shown}) at character ${position}` };
}
