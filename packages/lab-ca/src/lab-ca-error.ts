/** Why the lab CA cannot run. */
export type LabCaErrorCode =
  | 'bad-argument' // of the command line
  | 'port-unusable'
  | 'folder-unusable'
  | 'folder-in-use' // by another process
  | 'data-damaged'; // a file in the folder is not what this program wrote

/** The base of this package's errors: `message` says why, and what to do. */
export class LabCaError extends Error {
  override readonly name: string = 'LabCaError';
  readonly code: LabCaErrorCode;

  constructor(code: LabCaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
