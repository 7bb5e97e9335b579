/** Something the caller of the command can put right: one line that names the option, and what to do. Never a secret. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** Makes the error that says where it is: which option, section and line. */
export type Fail = (what: string) => CliError;
