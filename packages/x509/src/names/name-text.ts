import { NameError } from './name-error.ts';

/** A place in a text, counted in code points, so that positions agree with what a person counts. */
export class NameText {
  position = 0;
  readonly #characters: readonly string[];

  constructor(text: string) {
    this.#characters = Array.from(text);
    // A lone surrogate is no character: encoding it would silently write another text (U+FFFD).
    const broken = text.isWellFormed() ? -1 : this.#characters.findIndex((one) => !one.isWellFormed());
    if (broken >= 0) throw new NameError('character-not-allowed', broken, 'half a character (a lone surrogate)');
  }

  get atEnd(): boolean {
    return this.position >= this.#characters.length;
  }

  /** The character here, empty at the end. */
  peek(): string {
    return this.#characters[this.position] ?? '';
  }

  /** The character here, and steps over it. */
  take(): string {
    const character = this.peek();
    if (character !== '') this.position++;
    return character;
  }

  takeWhile(pattern: RegExp): string {
    const start = this.position;
    while (!this.atEnd && pattern.test(this.peek())) this.position++;
    return this.#characters.slice(start, this.position).join('');
  }

  skipSpaces(): void {
    while (isSpace(this.peek())) this.position++;
  }
}

/** What may stand around a separator without meaning: the space, and what a pasted text has in its place. */
export function isSpace(character: string): boolean {
  return character !== '' && ' \t\r\n'.includes(character);
}
