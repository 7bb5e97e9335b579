/** Two transactions stood in each other's way and this one was taken back: it did nothing, and may be tried again. */
export function isClash(error: unknown): boolean {
  const code = codeOf(error);
  return code === DEADLOCK || code === NOT_SERIALIZABLE;
}

/** The database has gone away, or cannot be reached. What was asked may have been done, or not. It may come back. */
export class DatabaseLostError extends Error {
  override readonly name = 'DatabaseLostError';
}

/** The error as it is, or as a {@link DatabaseLostError} with it as its cause. */
export function toDatabaseError(cause: unknown): unknown {
  return isConnectionLost(cause) ? new DatabaseLostError('the connection to the database was lost', { cause }) : cause;
}

function isConnectionLost(error: unknown): boolean {
  return (
    error instanceof Error &&
    (LOST.has(codeOf(error)) || codeOf(error).startsWith('08') || LOST_MESSAGE.test(error.message))
  );
}

/** The SQLSTATE, or the operating system's word; empty where an error has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const DEADLOCK = '40P01';
const NOT_SERIALIZABLE = '40001';

const LOST: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  // It is starting, or stopping, or has crashed, or has no connection left.
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);
/** Of `pg` itself, which has no codes for them. */
const LOST_MESSAGE =
  /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered a connection error|^Client was closed|^Query read timeout/;
