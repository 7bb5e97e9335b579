/** Octets, and what to do with them. Whoever has the program has, with this, all that is needed to see a failure again. */
export interface Input {
  /** The name of the seed that it stems from: where a target's inputs differ in kind, that says which kind it is. */
  readonly seed: string;
  /** How the target makes good, after the change, what would end everything at once, such as the protection. */
  readonly repair: string;
  readonly bytes: Uint8Array;
}

export interface Seed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Something that takes octets from strangers, and what must hold whatever they are. */
export interface Target {
  readonly name: string;
  readonly seeds: readonly Seed[];
  readonly repairs: readonly string[];
  /**
   * Takes an input, and looks at what comes of it.
   *
   * @throws anything, where a promise is broken: an error that is not documented, or a {@link Violation}
   */
  run(input: Input): Observation | Promise<Observation>;
}

export interface Observation {
  /** Whether the octets were taken for what they say they are. */
  readonly accepted: boolean;
  /** What was seen, in a few words: an input that shows something new is kept, and changed further. */
  readonly trace: string;
}

/** A promise that was broken without an error. */
export class Violation extends Error {
  override readonly name = 'Violation';
}
