/** What is said on the way, by how much it matters (`-verbosity`). */
export interface Log {
  readonly error: (text: string) => void;
  readonly warn: (text: string) => void;
  readonly info: (text: string) => void;
  readonly debug: (text: string) => void;
}

/** 3 = errors, 4 = warnings, 6 = progress, 7 = all checks. */
export function createLog(verbosity: number, say: (text: string) => void): Log {
  const from = (level: number, word: string) => (text: string) => {
    if (verbosity >= level) say(`cmp: ${word}${text}`);
  };
  return { error: from(3, 'error: '), warn: from(4, 'warning: '), info: from(6, ''), debug: from(7, '') };
}
