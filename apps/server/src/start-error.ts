/** Why the program could not start. */
export type StartErrorCode =
  | 'bad-setting'
  | 'host-not-loopback'
  | 'data-folder-unusable'
  | 'data-folder-in-use'
  | 'database-newer'
  | 'database-too-old'
  | 'database-missing'
  | 'database-login-refused'
  | 'database-unreachable'
  | 'database-damaged'
  | 'database-unusable'
  | 'master-key-unreadable'
  | 'master-key-unwritable'
  | 'master-key-exposed'
  | 'master-key-malformed'
  | 'master-key-missing'
  | 'master-key-wrong'
  | 'port-unavailable';

/** A reason the program cannot start, in one sentence that also says what to do. `main` prints it and exits with 1. */
export class StartError extends Error {
  readonly code: StartErrorCode;

  constructor(code: StartErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
    this.code = code;
  }
}
