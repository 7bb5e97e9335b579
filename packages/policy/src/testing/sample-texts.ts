/** One character of two UTF-16 code units and four octets. */
export const ASTRAL = '\u{1F511}';

/** Half a character: what is left when an astral one is cut in two. */
export const LONE_SURROGATE = '\uD83D';

/** A distinguished name of this many code points, its value made of one character. */
export function nameOfLength(length: number, character = 'a'): string {
  return `CN=${character.repeat(length - 3)}`;
}

/** A host name of this many characters, in labels of at most 63. */
export function hostOfLength(length: number): string {
  let name = 'a'.repeat(Math.min(length, 63));
  while (name.length < length) {
    const room = length - name.length - 1;
    // One character cannot be both a dot and a label.
    const label = room > 63 && room - 63 === 1 ? 62 : Math.min(room, 63);
    name += `.${'a'.repeat(label)}`;
  }
  return name;
}
