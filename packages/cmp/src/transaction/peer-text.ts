/**
 * A peer's text for showing: bounded, and with control, formatting and line-breaking characters written out, so that it
 * can neither hide a part of itself nor pose as something else. It is still text, never markup.
 */
export function showPeerText(text: string): string {
  // Two code units a character at most: of a very long text not all is taken apart.
  const characters = Array.from(text.slice(0, 2 * maxCharacters + 2));
  const shown = characters.length > maxCharacters ? `${characters.slice(0, maxCharacters).join('')}…` : text;
  return shown.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu, codePointEscape);
}

/** The texts of a PKIFreeText. */
export function showPeerTexts(texts: readonly string[] | undefined): readonly string[] {
  return (texts ?? []).slice(0, maxTexts).map(showPeerText);
}

function codePointEscape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

const maxCharacters = 500;
const maxTexts = 10;
