/** Why a backup, a restore or a copy did not come about. */
export type BackupErrorCode =
  | 'bad-argument'
  | 'passphrase-missing'
  | 'passphrase-weak'
  | 'passphrase-exposed'
  | 'passphrase-unreadable'
  | 'passphrase-wrong'
  | 'file-exists'
  | 'file-unreadable'
  | 'file-unwritable'
  | 'not-a-backup'
  | 'backup-damaged'
  | 'backup-newer'
  | 'source-missing'
  | 'source-version'
  | 'target-not-empty'
  | 'target-newer'
  | 'counts-differ'
  | 'console-running';

/** A reason in one sentence that also says what to do. `main` prints it and exits with 1. */
export class BackupError extends Error {
  readonly code: BackupErrorCode;

  constructor(code: BackupErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BackupError';
    this.code = code;
  }
}
