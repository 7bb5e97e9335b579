/** What the command has of the world around it. Files and network apart. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What was asked for: a tree, a help text. */
  readonly print: (text: string) => void;
  /** What is said on the way: progress, warnings, errors. */
  readonly say: (text: string) => void;
  /** All of standard input. */
  readonly readInput: () => Promise<Uint8Array>;
}
