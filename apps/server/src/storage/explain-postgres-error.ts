import { StartError, type StartErrorCode } from '../start-error.ts';
import { codeOf, DatabaseLostError } from './postgres-error.ts';

/** Why PostgreSQL cannot be used, as a person can act on it, and never with the password. */
export function explainPostgresError(url: string, error: unknown): unknown {
  const isLost = error instanceof DatabaseLostError;
  const cause = isLost ? error.cause : error;
  if (!(cause instanceof Error) || cause instanceof StartError) return cause;
  const { server, database, user } = placeOf(url);
  const sqlState = codeOf(cause);
  const reason = cause.message === '' ? sqlState : cause.message;
  const because = (code: StartErrorCode, message: string) => new StartError(code, message, { cause });
  if (sqlState === '28P01' || sqlState === '28000' || reason.includes('password must be')) {
    return because(
      'database-login-refused',
      `PostgreSQL at ${server} does not let the user ${user} in: ${reason}. Correct user and password in DATABASE_URL.`,
    );
  }
  if (sqlState === '3D000') {
    return because(
      'database-missing',
      `There is no database ${database} in PostgreSQL at ${server}. Create it (createdb ${database}), or correct DATABASE_URL.`,
    );
  }
  if (sqlState === '42501') {
    return because(
      'database-unusable',
      `The user ${user} may not make tables in the database ${database} of PostgreSQL at ${server}: ${reason}. Make it the owner of the database.`,
    );
  }
  if (isLost) {
    return because(
      'database-unreachable',
      `PostgreSQL at ${server} cannot be reached: ${reason}. Start it, or correct DATABASE_URL.`,
    );
  }
  // From the connection itself; anything else is a mistake of ours, and wants its stack trace.
  if (!/^[0-9A-Z]{5}$/.test(sqlState) && !isOfTls(sqlState, reason) && sqlState !== 'ENOENT') return cause;
  return because(
    'database-unusable',
    `PostgreSQL at ${server} cannot be used: ${reason}. Look into its log, and at the parameters of DATABASE_URL.`,
  );
}

/** What of the address may be said. */
function placeOf(url: string) {
  const { hostname, port, pathname, username, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? (hostname === '' ? 'localhost' : decodeURIComponent(hostname));
  return {
    server: host.startsWith('/') ? host : `${host}:${port === '' ? '5432' : port}`,
    database: decodeURIComponent(pathname.slice(1)),
    user: decodeURIComponent(username) || 'of this process',
  };
}

function isOfTls(code: string, reason: string): boolean {
  return /SSL|TLS|CERT|SELF_SIGNED|UNABLE_TO/.test(code) || /SSL|certificate/i.test(reason);
}
