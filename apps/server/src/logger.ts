import type { FastifyBaseLogger } from 'fastify';
import { type DestinationStream, pino } from 'pino';

/**
 * The log: JSON lines on standard output.
 *
 * Nothing secret is ever handed to it. Redaction is the second lock: a body or an object with such a field that is
 * logged by mistake one day loses it.
 */
export function createLogger(level: string, destination?: DestinationStream): FastifyBaseLogger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    redact: { paths: SECRET_PATHS, censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * An error as the log has it. What libraries hang on their errors is left out: octets of a message, sockets, rows. They
 * may be secret, and redaction stumbles over objects that are not plain.
 */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack } = error;
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') && error.code;
  return {
    type: name,
    ...(code !== false && { code }),
    message,
    stack,
    ...(error.cause !== undefined && depth < MOST_CAUSES && { cause: describeError(error.cause, depth + 1) }),
  };
}

const MOST_CAUSES = 3;

const SECRET_FIELDS = [
  'secret',
  'password',
  'passphrase',
  'databaseUrl',
  'privateKey',
  'privateKeySealed',
  'secretSealed',
  'masterKey',
  'authorization',
  'cookie',
];
const SECRET_PATHS = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`, `*.*.*.${field}`]);
