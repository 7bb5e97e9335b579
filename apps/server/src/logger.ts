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
    redact: { paths: SECRET_PATHS, censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const SECRET_FIELDS = [
  'secret',
  'privateKey',
  'privateKeySealed',
  'secretSealed',
  'masterKey',
  'authorization',
  'cookie',
];
const SECRET_PATHS = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`, `*.*.*.${field}`]);
