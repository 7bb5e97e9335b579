/**
 * A peer's text, made safe to read: control and formatting characters are spelled out, since some of them turn text
 * around or hide it, and what is long is cut.
 */
export function showText(text: string, limit = 200): string {
  // No more is looked at than can be shown: a character is one or two code units.
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  const shown = characters.length > limit ? `${characters.slice(0, limit).join('')}…` : text;
  return shown.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, spellOut);
}

function spellOut(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
