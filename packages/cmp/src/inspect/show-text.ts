/**
 * A peer's text, made safe to read: control and formatting characters are spelled out, since some of them turn text
 * around or hide it, and what is long is cut.
 */
export function showText(text: string, limit = 200): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, spellOut);
  const characters = Array.from(visible.slice(0, 2 * limit));
  return characters.length > limit ? `${characters.slice(0, limit).join('')}…` : visible.slice(0, 2 * limit);
}

function spellOut(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
